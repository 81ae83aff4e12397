"""How often each sign was right, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from emptychair.charts import percent, plain
from emptychair.success.verdicts import broken_promise
from emptychair.success.words import sign_label


@dataclass(frozen=True, slots=True)
class RateRow:
    """Of those with a sign, how many left within 90 days; against the usual share."""

    code: str
    label: str
    share: str
    low: str
    high: str
    base: str
    flagged: int
    customers: int
    tells: str  # yes, no, few


def rate_rows(rates: Mapping[str, Mapping[str, Any]]) -> list[RateRow]:
    """The best first."""
    found = [_row(one) for one in rates.values()]
    order = sorted(rates.values(), key=lambda one: -one["share"])
    by_code = {row.code: row for row in found}
    return [by_code[one["code"]] for one in order]


def _row(one: Mapping[str, Any]) -> RateRow:
    few = one["customers"] < 10
    tells = "few" if few else "yes" if one["low"] > one["base"] else "no"
    return RateRow(
        code=one["code"],
        label=sign_label(one["code"]),
        share=percent(one["share"]),
        low=percent(one["low"]),
        high=percent(one["high"]),
        base=percent(one["base"]),
        flagged=one["flagged"],
        customers=one["customers"],
        tells=tells,
    )


def promise_kept(judged: Mapping[str, Any]) -> dict[str, str] | None:
    """How many left of those it promised when it was last judged: 1.4 (1.2 to 1.7)."""
    ratio = judged.get("calibration", {}).get("ratio")
    if not ratio:
        return None
    value, low, high = (plain(one, decimals=2) for one in ratio)
    return {"ratio": value, "low": low, "high": high, "broken": broken_promise(judged)}
