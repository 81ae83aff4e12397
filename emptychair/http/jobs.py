"""Tidying up after machines that asked."""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.http.services.cache import forget_expired
from emptychair.http.services.idempotency import forget_old_answers
from emptychair.http.services.rates import forget_old_rates
from emptychair.jobs import job, schedule


@job("http.tidy_up")
def tidy_up() -> None:
    """Forget answers and rates that nobody can ask for any more."""
    access, now = Access.system(None, "tidying up"), timezone.now()
    forget_old_answers(access, now=now)
    forget_old_rates(access, now=now)
    forget_expired(access, now=now)


schedule("http.tidy_up", cron="20 * * * *")
