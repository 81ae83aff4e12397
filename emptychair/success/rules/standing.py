"""What is kept of each customer: one row of plain values."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from emptychair.success.rules.backtest import stages_of
from emptychair.success.rules.features import Features
from emptychair.success.rules.halves import Halves, quadrant_of
from emptychair.success.rules.risk import Risks
from emptychair.success.rules.rows import Numbers, Truths, Whole
from emptychair.success.rules.signs import CHANCES, RISKS, Rule, facts_of, signs_shown

AT_ONCE = 5_000  # customers whose values are plain at a time
UNKNOWN_CHANCE = 0.1  # only for the order, where no history tells how often signs are right

Read = Callable[[Whole], list[Any]]


@dataclass(frozen=True, slots=True)
class Standing:
    """One customer, and the fields that are kept."""

    unit: int
    fields: dict[str, Any]


def standings(
    features: Features, halves: Halves, was: Mapping[str, Numbers], risks: Risks
) -> Iterator[Standing]:
    """Everybody of the day, one by one, those at risk first, the most urgent before the others;
    only some of them are plain values at a time.
    """
    signs = _told(features, risks.signs, RISKS)
    chances = _told(features, signs_shown(features, CHANCES), CHANCES)
    rank = _rank(features, risks)
    columns = _columns(features, halves, risks, rank)
    order = np.lexsort((-rank, ~risks.listed))
    for start in range(0, len(features), AT_ONCE):
        some = order[start : start + AT_ONCE]
        plain = {name: read(some) for name, read in columns.items()}
        inputs = _inputs(halves.inputs, was, some)
        units = features.units[some].tolist()
        for at, (place, unit) in enumerate(zip(some.tolist(), units, strict=True)):
            fields = {name: values[at] for name, values in plain.items()}
            fields["quadrant"] = quadrant_of(fields["outcome"], fields["experience"])
            fields["inputs"] = inputs[at]
            fields["signs"] = signs.get(place, [])
            fields["codes"] = "".join(f" {one['code']} " for one in fields["signs"])[:300]
            fields["chances"] = chances.get(place, [])
            fields["reasons"] = risks.reasons.get(place, [])
            yield Standing(unit, fields)


def _rank(features: Features, risks: Risks) -> Numbers:
    """In which order to act: what is at stake, as far as it can be changed."""
    reckoned = np.nan_to_num(risks.chance, nan=UNKNOWN_CHANCE)
    rank: Numbers = np.nan_to_num(features.worth, nan=1.0) * reckoned * risks.changeable
    return rank


def _inputs(
    now: Mapping[str, Numbers], was: Mapping[str, Numbers], some: Whole
) -> list[dict[str, list[float | None]]]:
    """Of each customer the inputs that are known on one of the two days."""
    pairs = {name: (_rounded(now[name][some], 1), _rounded(was[name][some], 1)) for name in now}
    count = len(next(iter(pairs.values()))[0]) if pairs else 0
    return [
        {
            name: [here[place], before[place]]
            for name, (here, before) in pairs.items()
            if here[place] is not None or before[place] is not None
        }
        for place in range(count)
    ]


def _columns(features: Features, halves: Halves, risks: Risks, rank: Numbers) -> dict[str, Read]:
    """What is told of everybody, as a way to the plain values of some of them."""
    numbers = {
        "outcome": (halves.outcome, 1),
        "outcome_confidence": (halves.outcome_confidence, 2),
        "experience": (halves.experience, 1),
        "experience_confidence": (halves.experience_confidence, 2),
        "risk_30": (risks.by[30], 4),
        "risk_60": (risks.by[60], 4),
        "risk_90": (risks.by[90], 4),
        "worth": (features.worth, 2),
        "at_stake": (features.worth * risks.chance, 2),
        "rank": (rank, 4),
    }
    whole = {"renews_in": features["renewal_in"], "silent_days": features["silent_days"]}
    plain = {"stage": stages_of(features), "is_listed": risks.listed, "own_model": risks.own_model}
    return (
        {name: _reading(_rounded, *values) for name, values in numbers.items()}
        | {name: _reading(_whole, values) for name, values in whole.items()}
        | {name: _reading(np.ndarray.tolist, values) for name, values in plain.items()}
    )


def _reading(make: Callable[..., list[Any]], values: Any, *more: int) -> Read:
    return lambda some: make(values[some], *more)


def _told(
    features: Features, shown: Mapping[str, Truths], rules: tuple[Rule, ...]
) -> dict[int, list[dict[str, Any]]]:
    """The signs of each place, in the order of the rules, with the numbers behind them."""
    found: dict[int, list[dict[str, Any]]] = {}
    for rule in rules:
        for place in np.flatnonzero(shown[rule.code]).tolist():
            told = {"code": rule.code, **facts_of(features, rule, place)}
            found.setdefault(place, []).append(told)
    return found


def _rounded(values: Numbers, digits: int) -> list[float | None]:
    return [None if value != value else round(value, digits) for value in values.tolist()]  # noqa: PLR0124 - nan is not itself


def _whole(values: Numbers) -> list[int | None]:
    return [None if value != value else int(value) for value in values.tolist()]  # noqa: PLR0124 - nan is not itself
