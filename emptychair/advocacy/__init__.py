"""Those who love us: advocates, referrals, rewards, earned growth."""
