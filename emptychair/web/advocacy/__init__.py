"""Advocates and referrals."""
