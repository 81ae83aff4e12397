"""What of a contract counts for revenue."""

from typing import Any

TERMS = (
    *("plan", "amount", "currency", "period"),
    *("seats", "starts_on", "renews_on", "cancelled_on"),
)


def terms_of(contract: Any) -> dict[str, Any]:
    """All of it, as it stands in this row."""
    return {name: getattr(contract, name) for name in TERMS}
