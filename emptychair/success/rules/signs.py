"""Named signs: rules over what was known on a day. An unknown number raises no sign."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from emptychair.success.rules.features import Features
from emptychair.success.rules.rows import Truths

RENEWAL_NEAR = 120
SILENT_FROM = 0.95
DROP = -0.7  # of the logarithm: half of what was usual
Test = Callable[[Features], Truths]


@dataclass(frozen=True, slots=True)
class Rule:
    """A sign, how much can still be changed when it shows, and the numbers behind it."""

    code: str
    test: Test
    changeable: float
    numbers: tuple[str, ...]
    alone: bool = True  # enough to be listed for


def _over(name: str, limit: float) -> Test:
    return lambda known: np.nan_to_num(known[name], nan=-np.inf) > limit


def _under(name: str, limit: float) -> Test:
    return lambda known: np.nan_to_num(known[name], nan=np.inf) < limit


def _both(*tests: Test) -> Test:
    return lambda known: np.logical_and.reduce([test(known) for test in tests])


def _never_started(known: Features) -> Truths:
    came = np.nan_to_num(known["tenure"], nan=-1)
    return (came >= 21) & (came <= 180) & np.isnan(known["silent_days"]) & known.has_terms


RISKS = (
    Rule("payment", _over("payment_failing", 0), 0.9, ()),
    Rule("broken_promise", _over("late_promises", 0), 0.9, ("late_promises",)),
    Rule(
        "bad_before_renewal",
        _both(_over("bad_lately", 0), _under("renewal_in", RENEWAL_NEAR)),
        0.8,
        ("last_score", "renewal_in"),
    ),
    Rule("bad_word", _over("bad_lately", 0), 0.8, ("last_score", "score_age")),
    Rule("silent", _over("silence", SILENT_FROM), 0.6, ("silent_days", "own_gap")),
    Rule(
        "use_dropping",
        _both(
            lambda known: (
                np.fmin(
                    np.nan_to_num(known["users_trend"], nan=np.inf),
                    np.nan_to_num(known["active_trend"], nan=np.inf),
                )
                < DROP
            )
        ),
        0.7,
        ("users_trend", "active_trend"),
    ),
    Rule("never_started", _never_started, 0.8, ("tenure",)),
    Rule("champion_left", _over("champion_left", 0), 0.6, ()),
    Rule("empty_seats", _under("seats_used", 0.3), 0.6, ("seats_used",)),
    Rule("outcome_off", _under("kpi_progress", 0.25), 0.7, ("kpi_progress",)),
    Rule("open_long", _over("open_case_age", 14), 0.9, ("open_case_age",)),
    Rule("unanswered", _over("unanswered", 2), 0.5, ("unanswered",), alone=False),
    Rule("spends_less", _under("spend_trend", DROP), 0.6, ("spend_trend",), alone=False),
)
CHANCES = (
    Rule("seats_full", _over("seats_used", 0.9), 1.0, ("seats_used",)),
    Rule("use_rising", _over("users_trend", 0.4), 1.0, ("users_trend",)),
    Rule("newcomers", _over("newcomers", 1), 1.0, ("newcomers",)),
    Rule(
        "promoter",
        _both(_over("last_score", 89), _under("score_age", 180)),
        1.0,
        ("last_score", "score_age"),
    ),
)
ALONE = frozenset(rule.code for rule in RISKS if rule.alone)
CHANGEABLE: Mapping[str, float] = {rule.code: rule.changeable for rule in RISKS}


def signs_shown(features: Features, rules: tuple[Rule, ...] = RISKS) -> dict[str, Truths]:
    """For each rule, who shows its sign. A bad word before a renewal is not told twice."""
    found = {rule.code: np.asarray(rule.test(features), dtype=bool) for rule in rules}
    if "bad_word" in found:
        found["bad_word"] = found["bad_word"] & ~found["bad_before_renewal"]
    return found


def facts_of(features: Features, rule: Rule, place: int) -> dict[str, float]:
    """The numbers behind a sign of one customer, as far as they are known."""
    values = {name: float(features[name][place]) for name in rule.numbers}
    return {name: round(value, 3) for name, value in values.items() if np.isfinite(value)}
