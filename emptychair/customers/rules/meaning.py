"""A definition as plain values: what the rules need to know of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from emptychair.customers.rules.trials import TRIAL_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What counts. `rates` say how much of the workspace's `currency` one of another is;
    `trial_words` are names of plans that nobody pays for yet.
    """

    currency: str
    leaves_at: str = "cancelled"
    gap_days: int = 30
    zero_is_gone: bool = True
    once_months: int = 0
    rates: Mapping[str, float] = field(default_factory=dict)
    buyer_gaps: float = 3.0
    counts_orders: bool = True  # whether who orders again and again is expected to go on
    trial_words: tuple[str, ...] = TRIAL_WORDS
    calls: Mapping[str, float] = field(default_factory=dict)

    def rate(self, currency: str) -> tuple[float, str]:
        """With what an amount is multiplied, and in which currency it then is."""
        if currency in self.rates:
            return float(self.rates[currency]), self.currency
        return 1.0, currency
