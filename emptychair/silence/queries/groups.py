"""The silent as a fourth group beside promoters, passives and detractors."""

from datetime import timedelta

import numpy as np

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.messaging.models import Message
from emptychair.silence.loss_types import Group, Groups, Place, Sent
from emptychair.silence.queries.asof import Everybody, read_everybody
from emptychair.silence.queries.channels import Tables
from emptychair.silence.queries.facts import Facts, facts_asof, spent_by
from emptychair.silence.queries.rows import SENT, TO_CUSTOMERS
from emptychair.silence.rules.groups import KEYS, group_of
from emptychair.silence.rules.kept_money import money_of
from emptychair.silence.rules.loss import FEWEST_AT_A_PLACE, part_of
from emptychair.silence.types import PERSON, AsOf, Unit, number_of_unit

WINDOW = timedelta(days=180)
PLACES_SHOWN = 8


def read_groups(access: Access, now: Everybody) -> Groups:
    """Who they were half a year ago, and whether they are still there and what they spend.

    Who was silent then is silent, whatever they once answered; the others go by their mean score of
    the year before. Kept: has not left, and was seen since or pays by contract.
    """
    access.require(Permission.CUSTOMER_READ)
    tables, on = Tables(access), now.on - WINDOW
    then, today = facts_asof(access, tables, on), facts_asof(access, tables, now.on)
    rows = [row for row in read_everybody(access, on).rows if row.is_customer and not row.has_left]
    later = {row.unit: row for row in now.rows}
    spent = (
        spent_by(access, tables, on - WINDOW, on),
        spent_by(access, tables, on, now.on),
    )
    by_key: dict[str, list[AsOf]] = {key: [] for key in KEYS}
    for row in rows:
        by_key[group_of(then.score.get(row.unit), silent=row.is_silent)].append(row)
    groups = [_group(key, some, now, later, (then, today), spent) for key, some in by_key.items()]
    return Groups(
        on=on.isoformat(),
        days=WINDOW.days,
        groups=groups,
        places=_places(now, today),
        messages=_messages(access, now),
    )


def _group(
    key: str,
    rows: list[AsOf],
    now: Everybody,
    later: dict[Unit, AsOf],
    facts: tuple[Facts, Facts],
    spent: tuple[dict[Unit, float], dict[Unit, float]],
) -> Group:
    today = facts[1]
    kept = sum(_is_kept(row, now, later.get(row.unit), today) for row in rows)
    sums = []
    for known, bought in zip(facts, spent, strict=True):
        sums.append(np.array([bought.get(row.unit, 0.0) + _paid(known, row.unit) for row in rows]))
    return Group(
        key=key,
        customers=len(rows),
        value=sum(row.value or 0 for row in rows),
        kept=part_of(kept, len(rows)),
        money=money_of(sums[0], sums[1]),
    )


def _paid(facts: Facts, unit: Unit) -> float:
    return facts.paid.get(unit, 0.0) * WINDOW.days / 365


def _is_kept(row: AsOf, now: Everybody, found: AsOf | None, today: Facts) -> bool:
    if found is None or now.leaving.day_of(number_of_unit(row.unit)) is not None:
        return False
    return found.last_seen > row.last_seen or row.unit in today.paid


def _places(now: Everybody, facts: Facts) -> list[Place]:
    """Of those whom a touchpoint reached last, the share that is silent."""
    counts: dict[str, list[int]] = {}
    for row in now.rows:
        key = facts.place.get(row.unit)
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
    silent = {row.unit[1] for row in now.rows if row.is_silent and row.unit[0] == PERSON}
    rows = Message.objects.visible_to(access).filter(
        state__in=SENT, purpose__in=TO_CUSTOMERS, person__isnull=False
    )
    newest = rows.order_by("person", "handed_over_at").values_list("person_id", "purpose")
    last = {
        person: purpose for person, purpose in newest.iterator(chunk_size=5_000) if person in silent
    }
    counts = {purpose: list(last.values()).count(purpose) for purpose in set(last.values())}
    nothing = len(silent) - len(last)
    found = [Sent(purpose=name, count=count, n=len(silent)) for name, count in counts.items()]
    found.sort(key=lambda one: -one.count)
    return [*found, Sent(purpose="", count=nothing, n=len(silent))] if silent else []
