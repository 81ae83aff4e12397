"""The silent as a fourth group beside promoters, passives and detractors."""

from collections import Counter
from datetime import timedelta

import numpy as np

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.messaging.models import Message
from emptychair.silence.loss_types import Group, Groups, Place, Sent
from emptychair.silence.queries.asof import Everybody, read_everybody
from emptychair.silence.queries.facts import Facts, facts_asof, spent_by
from emptychair.silence.queries.histories import Histories
from emptychair.silence.queries.rows import SENT, TO_CUSTOMERS
from emptychair.silence.rules.clock import Days
from emptychair.silence.rules.groups import KEYS, group_of
from emptychair.silence.rules.kept_money import money_of
from emptychair.silence.rules.loss import FEWEST_AT_A_PLACE, part_of
from emptychair.silence.rules.standing import Standing

WINDOW = timedelta(days=180)
PLACES_SHOWN = 8


def read_groups(access: Access, now: Everybody, histories: Histories, today: Facts) -> Groups:
    """Who they were half a year ago, and whether they are still there and what they spend.

    Who was silent then is silent, whatever they once answered; the others go by their mean score of
    the year before. Kept: has not left, and was seen since or pays by contract.
    """
    access.require(Permission.CUSTOMER_READ)
    tables, on = histories.tables, now.on - WINDOW
    then = read_everybody(access, on, histories).standing
    facts = facts_asof(access, tables, on), today
    spent = (
        spent_by(access, tables, on - WINDOW, on),
        spent_by(access, tables, on, now.on),
    )
    by_key = _by_group(then, facts[0])
    groups = [_group(key, then, some, now, (facts, spent)) for key, some in by_key.items()]
    return Groups(
        on=on.isoformat(),
        days=WINDOW.days,
        groups=groups,
        places=_places(now, today),
        messages=_messages(access, now),
    )


def _by_group(then: Standing, facts: Facts) -> dict[str, list[int]]:
    """Where the customers of each group stand, of those who had not left."""
    found: dict[str, list[int]] = {key: [] for key in KEYS}
    there = np.flatnonzero(then.is_customer & ~then.has_left)
    columns = (there, then.unit[there], then.is_silent[there])
    for place, unit, silent in zip(*(each.tolist() for each in columns), strict=True):
        found[group_of(facts.score.get(unit), silent=silent)].append(place)
    return found


def _group(
    key: str,
    then: Standing,
    places: list[int],
    now: Everybody,
    known: tuple[tuple[Facts, Facts], tuple[dict[int, float], dict[int, float]]],
) -> Group:
    some = np.array(places, dtype=np.int64)
    units, (facts, spent) = then.unit[some], known
    sums = [
        np.array([bought.get(unit, 0.0) + _paid(each, unit) for unit in units.tolist()])
        for each, bought in zip(facts, spent, strict=True)
    ]
    return Group(
        key=key,
        customers=len(units),
        value=float(np.nansum(then.value[some])),
        kept=part_of(_kept(then, some, now, facts[1]), len(units)),
        money=money_of(sums[0], sums[1]),
    )


def _paid(facts: Facts, unit: int) -> float:
    return facts.paid.get(unit, 0.0) * WINDOW.days / 365


def _kept(then: Standing, some: Days, now: Everybody, today: Facts) -> int:
    """How many have not left, and were seen since or pay by contract."""
    later = now.standing.places(then.unit[some])
    known = later >= 0
    seen = now.standing.last[later[known]] > then.last[some[known]]
    units = then.unit[some[known]]
    return sum(
        (again or unit in today.paid) and now.leaving.day_of(unit) is None
        for unit, again in zip(units.tolist(), seen.tolist(), strict=True)
    )


def _places(now: Everybody, facts: Facts) -> list[Place]:
    """Of those whom a touchpoint reached last, the share that is silent."""
    counts: dict[str, list[int]] = {}
    for row in now.rows:
        key = facts.place.get(row.number)
        if key and row.is_customer and not row.has_left:
            counts.setdefault(key, [0, 0])[0] += row.is_silent
            counts[key][1] += 1
    found = [
        Place(key=key, name=facts.names.get(key, key), part=part)
        for key, (silent, n) in counts.items()
        if n >= FEWEST_AT_A_PLACE and (part := part_of(silent, n))
    ]
    return sorted(found, key=lambda one: (-one.part.share, one.name))[:PLACES_SHOWN]


def _messages(access: Access, now: Everybody) -> list[Sent]:
    """Which kind of message went to the silent last."""
    told = now.standing
    silent = set((-told.unit[told.is_silent & (told.unit < 0)]).tolist())
    rows = Message.objects.visible_to(access).filter(
        state__in=SENT, purpose__in=TO_CUSTOMERS, person__isnull=False
    )
    newest = rows.order_by("person", "handed_over_at").values_list("person_id", "purpose")
    last = {
        person: purpose for person, purpose in newest.iterator(chunk_size=5_000) if person in silent
    }
    counts = Counter(last.values())
    nothing = len(silent) - len(last)
    found = [Sent(purpose=name, count=count, n=len(silent)) for name, count in counts.items()]
    found.sort(key=lambda one: -one.count)
    return [*found, Sent(purpose="", count=nothing, n=len(silent))] if silent else []
