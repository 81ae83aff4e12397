"""What is kept of each customer: one row of plain values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from emptychair.success.rules.backtest import stages_of
from emptychair.success.rules.features import Features
from emptychair.success.rules.halves import Halves, quadrant_of
from emptychair.success.rules.risk import Risks
from emptychair.success.rules.rows import Numbers, Truths
from emptychair.success.rules.signs import CHANCES, RISKS, Rule, facts_of, signs_shown

UNKNOWN_CHANCE = 0.1  # only for the order, where no history tells how often signs are right


@dataclass(frozen=True, slots=True)
class Standing:
    """One customer, and the fields that are kept."""

    unit: int
    fields: dict[str, Any]


def standings(
    features: Features, halves: Halves, was: Mapping[str, Numbers], risks: Risks
) -> Iterator[Standing]:
    """Everybody of the day, one by one."""
    signs = _told(features, risks.signs, RISKS)
    chances = _told(features, signs_shown(features, CHANCES), CHANCES)
    stages = stages_of(features).tolist()
    columns = _columns(features, halves, risks)
    inputs = {name: _rounded(values, 1) for name, values in halves.inputs.items()}
    before = {name: _rounded(values, 1) for name, values in was.items()}
    own = risks.own_model.tolist()
    for place, unit in enumerate(features.units.tolist()):
        fields = {name: values[place] for name, values in columns.items()}
        fields["quadrant"] = quadrant_of(fields["outcome"], fields["experience"])
        fields["inputs"] = {
            name: [values[place], before[name][place]]
            for name, values in inputs.items()
            if values[place] is not None or before[name][place] is not None
        }
        fields["signs"] = signs.get(place, [])
        fields["codes"] = "".join(f" {one['code']} " for one in fields["signs"])[:300]
        fields["chances"] = chances.get(place, [])
        fields["reasons"] = risks.reasons.get(place, [])
        fields["stage"], fields["is_listed"] = stages[place], bool(risks.listed[place])
        fields["own_model"] = own[place]
        yield Standing(unit, fields)


def _columns(features: Features, halves: Halves, risks: Risks) -> dict[str, list[Any]]:
    reckoned = np.nan_to_num(risks.chance, nan=UNKNOWN_CHANCE)
    stake = features.worth * risks.chance
    rank = np.nan_to_num(features.worth, nan=1.0) * reckoned * risks.changeable
    return {
        "outcome": _rounded(halves.outcome, 1),
        "outcome_confidence": _rounded(halves.outcome_confidence, 2),
        "experience": _rounded(halves.experience, 1),
        "experience_confidence": _rounded(halves.experience_confidence, 2),
        "risk_30": _rounded(risks.by[30], 4),
        "risk_60": _rounded(risks.by[60], 4),
        "risk_90": _rounded(risks.by[90], 4),
        "worth": _rounded(features.worth, 2),
        "at_stake": _rounded(stake, 2),
        "rank": _rounded(rank, 4),
        "renews_in": _whole(features["renewal_in"]),
        "silent_days": _whole(features["silent_days"]),
    }


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
