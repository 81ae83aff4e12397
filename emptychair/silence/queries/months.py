"""The silent of a month ago, as that night kept them, beside those of today."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.spans import known_from, spans_on
from emptychair.silence.loss_types import Group, Month, Part
from emptychair.silence.models import SilenceState
from emptychair.silence.queries.asof import Everybody
from emptychair.silence.queries.channels import Tables
from emptychair.silence.queries.facts import Facts, facts_asof, spent_by
from emptychair.silence.rules.groups import KEYS, group_of
from emptychair.silence.rules.kept_money import money_of
from emptychair.silence.rules.loss import part_of
from emptychair.silence.rules.standing import EPOCH
from emptychair.silence.rules.states import states_of
from emptychair.silence.types import Unit
from emptychair.stats import Difference, paired_share_change

WINDOW = timedelta(days=30)
States = dict[int, bool]  # by number: of the company, or of the person below nothing


@dataclass(frozen=True, slots=True)
class _Past:
    """A customer as kept: silent or not, and worth so much a year."""

    is_silent: bool
    value: float | None


def read_month(
    access: Access, now: Everybody, paused: Collection[Unit], tables: Tables, today: Facts
) -> Month | None:
    """Nothing before thirty days of history are kept; `today` is what is known of today."""
    access.require(Permission.CUSTOMER_READ)
    on = now.on - WINDOW
    since = known_from(access, SilenceState)
    if since is None or since > on:
        return None
    past, here = _past(access, on), states_of(now.standing, paused)
    then = {unit: one.is_silent for unit, one in past.items()}
    both = then.keys() & here.keys()
    became, returned = _moved(then, here, both)
    change = paired_share_change(became, returned, len(both)) if both else None
    facts = facts_asof(access, tables, on), today
    gone = {unit for unit, silent in then.items() if silent and _has_left(now, unit)}
    return Month(
        on=on.isoformat(),
        days=WINDOW.days,
        then=_part(then),
        now=_part(here),
        both=len(both),
        became=became,
        returned=returned,
        left=len(gone),
        rose=(change.estimate, change.low, change.high) if change else None,
        groups=_groups(access, tables, past, now, facts),
        counts=Counter(group_of(facts[1].score.get(one), silent=here[one]) for one in here),
    )


def states_on(access: Access, day: date) -> States:
    """Who had a rhythm on a day, and whether they were silent; nothing before it was kept."""
    access.require(Permission.CUSTOMER_READ)
    rows = spans_on(access, SilenceState, day).values_list("unit", "is_silent")
    return dict(rows.iterator(5000))


def change_between(access: Access, before: date, after: date) -> Difference | None:
    """By how much the share of the silent rose among those with a rhythm on both days."""
    access.require(Permission.CUSTOMER_READ)
    since = known_from(access, SilenceState)
    if since is None or since > before or before >= after:
        return None
    then, here = states_on(access, before), states_on(access, after)
    both = then.keys() & here.keys()
    return paired_share_change(*_moved(then, here, both), len(both)) if both else None


def _past(access: Access, on: date) -> dict[int, _Past]:
    rows = spans_on(access, SilenceState, on).values_list("unit", "is_silent", "value")
    return {unit: _Past(*rest) for unit, *rest in rows.iterator(5000)}


def _moved(then: States, here: States, both: Collection[int]) -> tuple[int, int]:
    became = sum(here[one] and not then[one] for one in both)
    return became, sum(then[one] and not here[one] for one in both)


def _part(states: States) -> Part | None:
    return part_of(sum(states.values()), len(states))


def _groups(
    access: Access,
    tables: Tables,
    past: dict[int, _Past],
    now: Everybody,
    facts: tuple[Facts, Facts],
) -> list[Group]:
    on, then = now.on - WINDOW, facts[0]
    spent = spent_by(access, tables, on - WINDOW, on), spent_by(access, tables, on, now.on)
    last = now.standing.unit.tolist(), now.standing.last.tolist()
    seen, began = dict(zip(*last, strict=True)), (on - EPOCH).days
    by_key: dict[str, list[int]] = {key: [] for key in KEYS}
    for unit, one in past.items():
        by_key[group_of(then.score.get(unit), silent=one.is_silent)].append(unit)
    found = []
    for key, units in by_key.items():
        kept = sum(
            not _has_left(now, unit) and (seen.get(unit, began) > began or unit in facts[1].paid)
            for unit in units
        )
        sums = [
            np.array([bought.get(unit, 0.0) + _paid(known, unit) for unit in units])
            for known, bought in zip(facts, spent, strict=True)
        ]
        found.append(
            Group(
                key=key,
                customers=len(units),
                value=sum(past[unit].value or 0 for unit in units),
                kept=part_of(kept, len(units)),
                money=money_of(sums[0], sums[1]),
            )
        )
    return found


def _paid(facts: Facts, unit: int) -> float:
    return facts.paid.get(unit, 0.0) * WINDOW.days / 365


def _has_left(now: Everybody, unit: int) -> bool:
    return now.leaving.day_of(unit) is not None
