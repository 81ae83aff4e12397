"""A definition as plain values: what the rules need to know of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What counts. `rates` say how much of the workspace's `currency` one of another is."""

    currency: str
    leaves_at: str = "cancelled"
    gap_days: int = 30
    zero_is_gone: bool = True
    once_months: int = 0
    rates: Mapping[str, float] = field(default_factory=dict)
    buyer_gaps: float = 3.0
    calls: Mapping[str, float] = field(default_factory=dict)

    def rate(self, currency: str) -> tuple[float, str]:
        """With what an amount is multiplied, and in which currency it then is."""
        if currency in self.rates:
            return float(self.rates[currency]), self.currency
        return 1.0, currency
