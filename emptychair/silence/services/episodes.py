"""Silences from their beginning to their end, so that it can be told who came back."""

from collections.abc import Collection, Sequence
from datetime import date
from random import Random

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.rules.batches import in_batches
from emptychair.kit.storing import store_changed, store_new
from emptychair.loop.models import Case
from emptychair.silence.models import SilentEpisode
from emptychair.silence.types import COMPANY, PERSON, AsOf, CameBack, Unit, unit_of

Known = dict[Unit, list[SilentEpisode]]


def follow_episodes(
    access: Access,
    rows: Sequence[AsOf],
    *,
    today: date,
    paused: Collection[Unit],
    held_out: float,
) -> None:
    """Begin a silence for each of these customers who is newly silent, and end what is over.

    By chance a share of them is held out, if the workspace wants it: they are listed nowhere, so
    that it is known how many come back by themselves.
    """
    access.require(Permission.CUSTOMER_WRITE)
    customers = [row for row in rows if row.is_customer]
    known = _known(access, customers)
    ended = [
        one
        for row in customers
        for one in known.get(row.unit, [])
        if one.outcome == CameBack.OPEN and _is_over(one, row, today)
    ]
    store_changed(ended, ["outcome", "ended_on"])
    store_new([
        _begun(access, row, held_out, today)
        for row in customers
        if row.is_silent
        and row.unit not in paused
        and all(one.last_seen != row.last_seen for one in known.get(row.unit, []))
    ])  # fmt: skip


def note_cases(access: Access) -> None:
    """Where somebody opened a case with a silent customer elsewhere, that is a contact too."""
    access.require(Permission.CUSTOMER_WRITE)
    rows = SilentEpisode.objects.visible_to(access).filter(outcome=CameBack.OPEN, contacted_at=None)
    waiting = {unit_of(one): one for one in rows.order_by("pk")}
    noted = _opened_since(access, waiting) if waiting else []
    for some in in_batches(noted):
        with transaction.atomic():
            for one, case in some:  # unless somebody noted a contact meanwhile
                rows.filter(pk=one.pk).update(contacted_at=case.opened_at, case=case)


def _known(access: Access, rows: Sequence[AsOf]) -> Known:
    """All silences of these customers, whose numbers lie close together."""
    found: Known = {}
    for kind in (PERSON, COMPANY):
        ids = [row.unit[1] for row in rows if row.unit[0] == kind]
        if ids:
            near = SilentEpisode.objects.visible_to(access).filter(
                **{f"{kind}_id__gte": min(ids), f"{kind}_id__lte": max(ids)}
            )
            for one in near.order_by("pk"):
                found.setdefault(unit_of(one), []).append(one)
    return found


def _begun(access: Access, row: AsOf, share: float, today: date) -> SilentEpisode:
    kind, number = row.unit
    seed = f"{access.workspace.pk}:{row.unit}:{row.last_seen}"
    return SilentEpisode(
        workspace=access.workspace,
        person_id=number if kind == PERSON else None,
        company_id=number if kind == COMPANY else None,
        last_seen=row.last_seen,
        began_on=today,
        value=row.value,
        held_out=Random(seed).random() < share,  # noqa: S311 - a draw, no secret
    )


def _is_over(one: SilentEpisode, row: AsOf, today: date) -> bool:
    """Write down how it ended, if it did."""
    if row.last_seen > one.last_seen:
        one.outcome, one.ended_on = CameBack.RETURNED, row.last_seen
    elif row.has_left:
        one.outcome, one.ended_on = CameBack.LEFT, today
    return bool(one.outcome)


def _opened_since(
    access: Access, waiting: dict[Unit, SilentEpisode]
) -> list[tuple[SilentEpisode, Case]]:
    """The first case with each of them since they fell silent."""
    since = min(one.began_on for one in waiting.values())
    cases = Case.objects.filter(workspace=access.workspace, opened_at__date__gte=since)
    found: dict[int, tuple[SilentEpisode, Case]] = {}
    for case in cases.order_by("opened_at").only("person_id", "company_id", "opened_at"):
        for unit in ((PERSON, case.person_id), (COMPANY, case.company_id)):
            one = waiting.get((unit[0], unit[1])) if unit[1] else None
            if one and case.opened_at.date() >= one.began_on:
                found.setdefault(one.pk, (one, case))
    return list(found.values())
