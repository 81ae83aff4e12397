"""Contracts as the rules take them."""

from emptychair.customers.rules.months import day_number
from emptychair.customers.rules.runs import Terms


def terms(
    number, unit, amount, first, *, until=None, end=None, period="month", currency="JPY",
    renews=None,
):  # fmt: skip
    plain = {
        "contract": number,
        "unit": unit,
        "plan": "Team",
        "amount": amount,
        "currency": currency,
        "period": period,
        "seats": None,
        "starts": day_number(first),
        "renews": day_number(renews) if renews else None,
        "cancelled": day_number(end) if end else None,
    }
    return Terms(**plain, **({"until": day_number(until)} if until else {}))
