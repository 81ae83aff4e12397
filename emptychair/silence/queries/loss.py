"""Quiet loss: revenue that falls without complaints; who left, after what, and were they heard.

Who has left is said in `customers`, for all domains alike: by contract, by a rhythm that broke off,
or as it was written down. Of the first and the last we were told.
"""

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

import numpy as np

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.membership import Membership
from emptychair.customers.queries.paying import prices_raised
from emptychair.customers.rules.dearer import Dearer
from emptychair.kit.periods import Period
from emptychair.loop.models import Case
from emptychair.silence.loss_types import Leaver, Loss, Money, Price
from emptychair.silence.models import PriceChange
from emptychair.silence.queries.asof import ON_RECORD, Everybody
from emptychair.silence.queries.channels import Tables
from emptychair.silence.queries.exit_reasons import exit_reasons
from emptychair.silence.queries.facts import COMPLAINTS, Facts, paid_by, spent_by
from emptychair.silence.rules.kept_money import money_of
from emptychair.silence.rules.loss import Gone, by_place, by_segment, left_share, part_of, price_of
from emptychair.silence.rules.standing import EPOCH
from emptychair.silence.types import number_of_unit
from emptychair.usage.queries.signups import signups_known, unfinished_signups

SPANS = (90, 180, 365)
MOST_LEAVERS = 200
FEWEST_DEARER = 3  # contracts of a plan that became dearer within a month


def read_losses(access: Access, now: Everybody, tables: Tables, facts: Facts) -> dict[str, Loss]:
    """For each span the period up to today against the one before; `facts` are those of today."""
    access.require(Permission.CUSTOMER_READ)
    gone = customers_gone(access, now, facts)
    prices = price_changes(access, gone, now.leaving.customers, now.on)
    return {str(days): _loss(access, (tables, facts, now), gone, prices, days) for days in SPANS}


def customers_gone(access: Access, now: Everybody, facts: Facts) -> list[Gone]:
    """Every customer with the day on which they left, if they did."""
    access.require(Permission.CUSTOMER_READ)
    heard = facts.heard
    found = []
    for row in now.rows:
        if not row.is_customer:
            continue
        number = row.number
        left = now.leaving.by_unit.get(number)
        found.append(
            Gone(
                unit=row.unit,
                came_on=row.first_seen,
                last_seen=row.last_seen,
                left_on=EPOCH + timedelta(days=left.day) if left else None,
                told=bool(left and left.how in ON_RECORD),
                heard=number in heard,
                segment=facts.segment.get(number, ""),
                place=facts.place.get(number, ""),
                value=row.value,
            )
        )
    return found


def price_changes(
    access: Access, gone: list[Gone], customers: Membership, today: date
) -> list[Price]:
    """The changes that were entered and those that contracts tell, the newest first."""
    access.require(Permission.CUSTOMER_READ)
    rows = PriceChange.objects.visible_to(access).filter(changed_on__lte=today)
    entered = [
        price_of(gone, (row.pk, row.changed_on, row.words, row.percent), today)
        for row in rows.order_by("-changed_on", "-pk")[:10]
    ]
    told = (
        _raised(gone, one, today)
        for one in prices_raised(access, customers, fewest=FEWEST_DEARER)
        if EPOCH + timedelta(days=one.day) <= today
    )
    found = [*entered, *islice(told, 10)]
    return sorted(found, key=lambda one: one.on, reverse=True)


def _raised(gone: list[Gone], change: Dearer, today: date) -> Price:
    """Of those whose contracts became dearer, against their own leaving otherwise."""
    theirs = [one for one in gone if number_of_unit(one.unit) in change.units]
    facts = (0, EPOCH + timedelta(days=change.day), change.plan, round(change.percent, 1))
    return replace(price_of(theirs, facts, today), contracts=len(change.shares))


def _loss(
    access: Access,
    read: tuple[Tables, Facts, Everybody],
    gone: list[Gone],
    prices: list[Price],
    days: int,
) -> Loss:
    tables, facts, now = read
    end = now.on + timedelta(days=1)
    first, before = end - timedelta(days=days), end - timedelta(days=2 * days)
    left = [one for one in gone if one.left_in(first, end)]
    stayed = [one for one in gone if one.left_on is None]
    mix, rate, segments = by_segment(gone, (before, first), (first, end))
    reasons, asked = exit_reasons(access, first, end)
    gaps = [  # who was heard of later, by an answer or a visit, had not fallen silent
        (one.left_on - one.last_seen).days
        for one in left
        if one.left_on and one.last_seen <= one.left_on
    ]
    return Loss(
        first=first.isoformat(),
        end=now.on.isoformat(),
        days=days,
        revenue=_revenue(access, tables, (before, first, end), gone),
        left=left_share(gone, first, end),
        left_before=left_share(gone, before, first),
        told=sum(one.told for one in left),
        wordless=part_of(sum(not one.heard for one in left), len(left)),
        wordless_stayers=part_of(sum(not one.heard for one in stayed), len(stayed)),
        complaints=_complaints(access, first, end),
        complaints_before=_complaints(access, before, first),
        gap_before=float(np.median(gaps)) if gaps else None,
        mix=mix,
        rate=rate,
        segments=segments[:12],
        places=by_place(gone, facts.names, first, end)[:8],
        prices=[one for one in prices if date.fromisoformat(one.on) >= before],
        reasons=reasons,
        asked=asked,
        unfinished=_unfinished(access, first, end),
        unfinished_before=_unfinished(access, before, first),
        leavers=[_leaver(one, facts) for one in _dearest(left)],
    )


def _revenue(
    access: Access, tables: Tables, days: tuple[date, date, date], gone: list[Gone]
) -> Money:
    """Orders of both periods, and what contracts of each first and last day come to."""
    before, first, end = days
    old, new = (spent_by(access, tables, *span) for span in ((before, first), (first, end)))
    share = (first - before).days / 365
    edges = (day - timedelta(days=1) for day in (first, end))
    begun, ended = (paid_by(access, tables, day) for day in edges)
    units = [number_of_unit(one.unit) for one in gone]
    return money_of(
        np.array([old.get(unit, 0.0) + begun.get(unit, 0.0) * share for unit in units]),
        np.array([new.get(unit, 0.0) + ended.get(unit, 0.0) * share for unit in units]),
    )


def _complaints(access: Access, first: date, end: date) -> int:
    begun, ended = Period(first, end).moments(access.workspace.zone)
    rows = Case.objects.filter(workspace=access.workspace, kind__in=COMPLAINTS)
    return rows.filter(opened_at__gte=begun, opened_at__lt=ended).count()


def _unfinished(access: Access, first: date, end: date) -> int | None:
    """How many; nothing where no sign-up was ever seen, which is not the same as none."""
    found = unfinished_signups(access, Period(first, end))
    return len(found) if found or signups_known(access) else None


def _dearest(left: list[Gone]) -> list[Gone]:
    return sorted(left, key=lambda one: -(one.value or 0))[:MOST_LEAVERS]


def _leaver(one: Gone, facts: Facts) -> Leaver:
    return Leaver(
        kind=one.unit[0],
        id=one.unit[1],
        left_on=one.left_on.isoformat() if one.left_on else "",
        told=one.told,
        heard=one.heard,
        value=one.value,
        place=facts.names.get(one.place, one.place),
    )
