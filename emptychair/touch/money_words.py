"""Sums as people say them: no more digits than are known."""

from django.utils.translation import get_language

MAN = 10_000
DIGITS = 3


def money_words(value: float, currency: str) -> str:
    """72万円, ¥720,000, −$1,230; to three digits."""
    size = abs(value)
    steps = 10 ** max(0, len(str(int(size))) - DIGITS)
    rounded = int(round(size / steps) * steps)
    minus = "−" if value < 0 and rounded else ""
    if currency == "JPY" and (get_language() or "").startswith("ja"):
        if rounded < MAN:
            return f"{minus}{rounded:,}円"
        return f"{minus}{f'{rounded / MAN:,.1f}'.removesuffix('.0')}万円"
    unit = {"JPY": "¥", "USD": "$", "EUR": "€", "GBP": "£"}.get(currency, f"{currency} ")
    return f"{minus}{unit}{rounded:,}"
