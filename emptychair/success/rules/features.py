"""What was known of each customer on one day, as numbers. Unknown is nan, never a good value."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from emptychair.success.rules.counting import Counter
from emptychair.success.rules.leavers import gone_on
from emptychair.success.rules.promises import of_plans, of_requests
from emptychair.success.rules.rows import NEVER, Numbers, Rows, Table, Truths, Whole

FEATURES = (
    "silent_days", "own_gap", "silence", "active_28", "active_trend", "users_28", "users_trend",
    "seats_used", "breadth", "breadth_trend", "spend_trend", "last_score", "score_age",
    "score_change", "bad_lately", "unanswered", "open_cases", "open_case_age", "cases_180",
    "late_promises", "tenure", "monthly", "renewal_in", "champion_left",
    "newcomers", "payment_failing", "kpi_progress", "kpi_confirmed_age", "plan_late_ours",
    "plan_late_theirs", "milestones_late", "their_turn", "turn_late", "requests_open",
    "request_age", "request_wait",
)  # fmt: skip
HUMAN_DAYS = 365
ENDED = -3.0  # the trend of who did something once, and nothing for sixteen weeks
NOT_MODELLED = {"monthly"}
MODELLED = tuple(name for name in FEATURES if name not in NOT_MODELLED)
RHYTHM_FROM = 3  # days with a sign of life, before there is a rhythm to speak of
Beside = Mapping[str, Mapping[int, float]]  # by feature and customer, from other domains


@dataclass(frozen=True, slots=True)
class Features:
    """One row for each customer of that day, in order of `units`."""

    day: int
    units: Whole
    values: Mapping[str, Numbers]
    is_gone: Truths  # the rhythm they went by has broken off, so that they count as having left
    has_terms: Truths  # pays by a running contract
    worth: Numbers  # a year, in the workspace's currency; nan where nobody knows

    def __len__(self) -> int:
        """How many customers."""
        return len(self.units)

    def __getitem__(self, name: str) -> Numbers:
        """One feature."""
        return self.values[name]

    def matrix(self, names: Sequence[str] = MODELLED) -> Numbers:
        """Some of them as columns; one that is not known any more is unknown."""
        unknown = np.full(len(self), np.nan)
        return np.column_stack([self.values.get(name, unknown) for name in names])


def merged(parts: Sequence[Features]) -> Features:
    """Parts of one day as one, in order of the customers."""
    order = np.argsort(np.concatenate([part.units for part in parts]), kind="stable")

    def joined(pick: Callable[[Features], Any]) -> Any:
        return np.concatenate([pick(part) for part in parts])[order]

    return Features(
        day=parts[0].day,
        units=joined(lambda part: part.units),
        values={
            name: np.concatenate([part.values[name] for part in parts])[order]
            for name in parts[0].values
        },
        is_gone=joined(lambda part: part.is_gone),
        has_terms=joined(lambda part: part.has_terms),
        worth=joined(lambda part: part.worth),
    )


def features_at(rows: Rows, day: int, beside: Beside | None = None) -> Features:
    """From rows that were known on the evening of `day`, and from nothing else."""
    signs = rows.signs.by(day)
    terms = rows.terms.by(day)
    units, joined, is_gone = _population(rows, signs, terms, day)
    counter = Counter(units)
    values: dict[str, Numbers] = {"tenure": np.where(joined < 0, np.nan, day - joined)}
    values |= _rhythm(counter, signs, day)
    values |= _use(counter, rows.use.by(day), terms, day)
    values |= _spend(counter, rows.orders.by(day), day)
    values |= _words(counter, rows, day)
    values |= _cases(counter, rows.cases.by(day), day)
    values |= _terms(counter, terms, day)
    values |= _people(counter, rows, day)
    values |= of_plans(counter, rows.planned.by(day), day)
    values |= of_requests(counter, rows.requests.by(day), day)
    values |= _beside(units, beside or {})
    has_terms = ~np.isnan(values["monthly"])
    worth = _worth(counter, rows, values, day)
    return Features(day, units, values, is_gone, has_terms, worth)


def _population(rows: Rows, signs: Table, terms: Table, day: int) -> tuple[Whole, Numbers, Truths]:
    """Customers who had come and had not left on record, the day they came (below 0: unknown), and
    whether the rhythm they went by has broken off. Whose trial is over without paying is none.
    """
    known = rows.customers
    order = np.argsort(known.unit)
    units, joined = known.unit[order], known.day[order].astype(np.float64)
    counter, trials = Counter(units), rows.trials.by(day)
    seen = np.fmin(np.fmin(counter.first(signs), counter.first(terms)), counter.first(trials))
    came = np.where(joined > -NEVER / 4, joined, seen)
    _histories, gone = gone_on(rows, counter, day)
    tries = counter.count(trials.where(trials["ends"] > day)) > 0
    only_tried = (counter.count(trials) > 0) & ~gone.ever_paid & ~tries
    there = (came <= day) & ~gone.on_record & ~only_tried  # no day of coming: not there yet
    came = np.where(joined > -NEVER / 4, np.fmin(joined, seen), seen)
    return units[there], came[there], (gone.day <= day)[there]


def _rhythm(counter: Counter, signs: Table, day: int) -> dict[str, Numbers]:
    last, first, days = counter.last(signs), counter.first(signs), counter.days(signs)
    silent = day - last
    gaps = np.where(days >= 2, days - 1, np.nan)
    own = np.where(days >= RHYTHM_FROM, (last - first) / gaps, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        span = np.maximum(last - first, 1.0)
        silence = 1 - (span / (span + silent)) ** gaps
    silence = np.where(days >= RHYTHM_FROM, silence, np.nan)
    recent = counter.days(signs.where(signs.day > day - 28))
    before = counter.days(signs.where((signs.day <= day - 28) & (signs.day > day - 112))) / 3
    known = days >= 1
    old = known & (day - first >= 112)
    lately = signs.where(signs.day > day - 84)
    earlier = signs.where((signs.day <= day - 84) & (signs.day > day - 168))
    breadth, was = counter.kinds(lately, "what"), counter.kinds(earlier, "what")
    return {
        "silent_days": silent,
        "own_gap": own,
        "silence": silence,
        "active_28": np.where(known, recent, np.nan),
        "active_trend": np.where(old, _trend(recent, before, 0.5), np.nan),
        "breadth": np.where(known, breadth, np.nan),
        "breadth_trend": np.where(old & (was > 0), np.log((breadth + 1) / (was + 1)), np.nan),
    }


def _use(counter: Counter, use: Table, terms: Table, day: int) -> dict[str, Numbers]:
    """Users on a day: counted where daily use is given."""
    ever = counter.count(use) > 0
    lately = use.where(use.day > day - 28)
    earlier = use.where((use.day <= day - 28) & (use.day > day - 112))
    users = counter.total(lately, "users") / 28
    before = counter.total(earlier, "users") / 84
    started = ever & (day - counter.first(use) >= 112)
    running = terms.where((terms["ends"] > day) & (terms["seats"] > 0))
    seats = counter.total(running, "seats")
    peak = np.zeros(len(counter.units))
    rows, place = counter.place(lately)
    np.maximum.at(peak, place, rows["users"])
    return {
        "users_28": np.where(ever, users, np.nan),
        "users_trend": np.where(started, _trend(users, before, 0.1), np.nan),
        "seats_used": np.where(ever & (seats > 0), peak / np.maximum(seats, 1), np.nan),
    }


def _trend(lately: Numbers, before: Numbers, least: float) -> Numbers:
    """The logarithm of one over the other. Nothing after nothing is no steadiness: it is over."""
    found = np.log((lately + least) / (before + least))
    return np.where((lately <= 0) & (before <= 0), ENDED, found)


def _spend(counter: Counter, orders: Table, day: int) -> dict[str, Numbers]:
    lately = counter.total(orders.where(orders.day > day - 90), "amount")
    before = counter.total(
        orders.where((orders.day <= day - 90) & (orders.day > day - 360)), "amount"
    )
    trend = np.log((lately + 1) / (before / 3 + 1))
    return {"spend_trend": np.where(before > 0, np.clip(trend, -3, 3), np.nan)}


def _words(counter: Counter, rows: Rows, day: int) -> dict[str, Numbers]:
    answers, sent = rows.answers.by(day), rows.invitations.by(day)
    last, before = counter.newest(answers, "score"), counter.newest(answers, "score", back=1)
    age = day - counter.last(answers)
    lately = answers.where(answers.day > day - 90)
    heard, bad = counter.count(lately) > 0, counter.total(lately, "bad")
    answered = np.where(np.isnan(age), -np.inf, day - age)
    table, place = counter.place(sent.where(sent.day > day - HUMAN_DAYS))
    open_ones = (table["answered"] > day) & (table.day > answered[place])
    asked = np.bincount(place, minlength=len(counter.units))
    left = np.bincount(place[open_ones], minlength=len(counter.units))
    return {
        "last_score": np.where(age <= HUMAN_DAYS, last, np.nan),
        "score_age": age,
        "score_change": np.where(age <= HUMAN_DAYS, last - before, np.nan),
        "bad_lately": np.where(heard, (bad > 0).astype(np.float64), np.nan),
        "unanswered": np.where(asked > 0, left, np.nan).astype(np.float64),
    }


def _cases(counter: Counter, cases: Table, day: int) -> dict[str, Numbers]:
    open_ones = cases.where(cases["closed"] > day)
    late = open_ones.where(open_ones["promised"] < day)
    lately = cases.where(cases.day > day - 180)
    return {
        "open_cases": counter.count(open_ones),
        "open_case_age": day - counter.first(open_ones),
        "cases_180": counter.count(lately),
        "late_promises": counter.count(late),
    }


def _terms(counter: Counter, terms: Table, day: int) -> dict[str, Numbers]:
    running = terms.where(terms["ends"] > day)
    has, monthly = counter.count(running) > 0, counter.total(running, "monthly")
    turning = running.where(running["months"] > 0)
    rows, place = counter.place(turning)
    length = np.where(rows["months"] >= 12, 365.25, 365.25 / 12)
    ahead = length - np.mod(day - rows.columns.get("began", rows.day), length)
    soonest = np.full(len(counter.units), np.inf)
    np.minimum.at(soonest, place, ahead)
    return {
        "monthly": np.where(has, monthly, np.nan),
        "renewal_in": np.where(np.isinf(soonest), np.nan, soonest),
    }


def _people(counter: Counter, rows: Rows, day: int) -> dict[str, Numbers]:
    people, failures = rows.people.by(day), rows.failures.by(day)
    known = counter.count(people) > 0
    gone = people.where((people["left"] <= day) & (people["left"] > day - 180))
    new = counter.count(people.where(people.day > day - 90))
    failed = counter.count(failures.where(failures.day > day - 60))
    return {
        "champion_left": np.where(known, (counter.count(gone) > 0).astype(float), np.nan),
        "newcomers": np.where(known, new, np.nan),
        "payment_failing": (failed > 0).astype(np.float64),
    }


def _beside(units: Whole, beside: Beside) -> dict[str, Numbers]:
    names = ("kpi_progress", "kpi_confirmed_age")
    found = {}
    for name in names:
        given = beside.get(name, {})
        values = [given.get(int(unit), np.nan) for unit in units] if given else []
        found[name] = np.array(values) if given else np.full(len(units), np.nan)
    return found


def _worth(counter: Counter, rows: Rows, values: Mapping[str, Numbers], day: int) -> Numbers:
    """A year of running contracts, else of orders, else what was written down."""
    orders = rows.orders.by(day)
    bought = counter.total(orders.where(orders.day > day - HUMAN_DAYS), "amount")
    noted = counter.newest(rows.customers, "worth")
    paid = 12 * np.nan_to_num(values["monthly"])
    best = np.where(paid > 0, paid, np.where(bought > 0, bought, noted))
    return np.where(best > 0, best, np.nan)
