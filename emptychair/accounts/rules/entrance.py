"""Coming in: how long an invitation is good, and who never leaves the demo."""

from datetime import timedelta

INVITATION_IS_GOOD_FOR = timedelta(days=7)
DEMO_ADDRESS = "demo@example.com"


def is_demo_address(email: str) -> bool:
    """Whether this is the visitor of the demo, who stays inside it."""
    return email.casefold() == DEMO_ADDRESS
