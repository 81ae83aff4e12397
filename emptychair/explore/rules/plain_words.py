"""A question as plain words: what an address, a saved view and the API hold."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import parse_qsl, urlencode

from emptychair.explore.rules.parts_of_time import day_named
from emptychair.explore.types import ANSWERS, OF_CASES, OF_CONTRACTS, RATE, Key
from emptychair.kit.periods import Period
from emptychair.metrics.rules.scoring import SCALES

Plain = dict[str, str]
USUAL_PERIOD = "90"
LONGEST = 120  # of a word
USUAL = {"metric": "nps", "period": USUAL_PERIOD, "which": "latest", "order": "map"}


def measure_in(given: Mapping[str, str]) -> str:
    """Which measure the words ask for."""
    measure = given.get("metric", "nps")
    known = {*SCALES, ANSWERS, RATE, *OF_CONTRACTS, *OF_CASES}
    return measure if measure in known else "nps"


def period_in(given: Mapping[str, str]) -> str:
    """The name of the period, or the two days that were given instead."""
    return days_in(given) or given.get("period") or USUAL_PERIOD


def days_in(given: Mapping[str, str]) -> str:
    """The two days that were given instead of a period; nothing where they are no days in order.

    >>> days_in({"from": "2026-10-05", "to": "2026-11-01"})
    '2026-10-05..2026-11-01'
    >>> days_in({"from": "2026-02-30", "to": "2026-11-01"})
    ''
    """
    first, last = day_named(given.get("from", "")), day_named(given.get("to", ""))
    return f"{first}..{last}" if first and last and first <= last < date.max else ""


def plain_question(given: Mapping[str, str], offered: Sequence[str]) -> Plain:
    """The words that mean something, in one order, without those that say what is usual."""
    known = ("metric", "rows", "cols", "period", "against", "which", "order", *offered)
    kept = {name: given[name][:LONGEST] for name in known if given.get(name)}
    if days_in(given):
        kept["period"] = period_in(given)
    return {name: value for name, value in kept.items() if USUAL.get(name) != value}


def cell_question(plain: Mapping[str, str], key: Key) -> Plain:
    """The question of one figure: what stood in its row and column becomes a filter."""
    kept = {name: value for name, value in plain.items() if name not in {"rows", "cols"}}
    asked = zip((plain.get("rows", ""), plain.get("cols", "")), key, strict=True)
    return kept | {name: token for name, token in asked if name and token}


def as_text(plain: Mapping[str, str]) -> str:
    """Plain words as the text of an address."""
    return urlencode(plain)


def from_text(text: str) -> Plain:
    """Plain words out of the text of an address."""
    return dict(parse_qsl(text))


def day_range(period: Period) -> str:
    """A period as `period_named` reads it: its first and its last day."""
    return f"{period.first}..{period.last}"
