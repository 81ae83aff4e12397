"""Silences from their beginning to their end, so that it can be told who came back."""

from collections.abc import Collection, Iterable
from datetime import date
from random import Random

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.storing import store_new
from emptychair.loop.models import Case
from emptychair.silence.models import SilentEpisode
from emptychair.silence.queries.settings import settings_of
from emptychair.silence.types import COMPANY, PERSON, AsOf, CameBack, Unit, unit_of

AT_ONCE = 500


def follow_episodes(
    access: Access,
    rows: Iterable[AsOf],
    *,
    today: date,
    paused: Collection[Unit],
) -> None:
    """Begin a silence for each customer who is newly silent, and end those that are over.

    By chance some are held out, if the workspace wants it: they are listed nowhere, so that it is
    known how many come back by themselves.
    """
    access.require(Permission.CUSTOMER_WRITE)
    by_unit = {row.unit: row for row in rows if row.is_customer}
    open_ones = list(SilentEpisode.objects.visible_to(access).filter(outcome=CameBack.OPEN))
    _end(open_ones, by_unit, today)
    _note_cases(access, [one for one in open_ones if not one.outcome])
    known = set(
        SilentEpisode.objects.visible_to(access).values_list("person", "company", "last_seen")
    )
    share = settings_of(access).held_out
    new = [
        _begun(access, row, share, today)
        for row in by_unit.values()
        if row.is_silent
        and row.unit not in paused
        and (*_ids(row.unit), row.last_seen) not in known
    ]
    for start in range(0, len(new), AT_ONCE):
        store_new(new[start : start + AT_ONCE])


def _ids(unit: Unit) -> tuple[int | None, int | None]:
    kind, number = unit
    return (number, None) if kind == PERSON else (None, number)


def _begun(access: Access, row: AsOf, share: float, today: date) -> SilentEpisode:
    person, company = _ids(row.unit)
    seed = f"{access.workspace.pk}:{row.unit}:{row.last_seen}"
    return SilentEpisode(
        workspace=access.workspace,
        person_id=person,
        company_id=company,
        last_seen=row.last_seen,
        began_on=today,
        value=row.value,
        held_out=Random(seed).random() < share,  # noqa: S311 - a draw, no secret
    )


def _end(rows: list[SilentEpisode], by_unit: dict[Unit, AsOf], today: date) -> None:
    ended = []
    for one in rows:
        found = by_unit.get(unit_of(one))
        if found is not None and found.last_seen > one.last_seen:
            one.outcome, one.ended_on = CameBack.RETURNED, found.last_seen
            ended.append(one)
        elif found is not None and found.has_left:
            one.outcome, one.ended_on = CameBack.LEFT, today
            ended.append(one)
    SilentEpisode.objects.bulk_update(ended, ["outcome", "ended_on"], batch_size=AT_ONCE)


def _note_cases(access: Access, rows: list[SilentEpisode]) -> None:
    """Somebody opened a case with them elsewhere: that is a contact too."""
    waiting = {unit_of(one): one for one in rows if one.contacted_at is None}
    if not waiting:
        return
    since = min(one.began_on for one in waiting.values())
    cases = Case.objects.filter(workspace=access.workspace, opened_at__date__gte=since)
    noted = []
    for case in cases.order_by("opened_at").only("person_id", "company_id", "opened_at"):
        for unit in ((PERSON, case.person_id), (COMPANY, case.company_id)):
            one = waiting.get((unit[0], unit[1])) if unit[1] else None
            if one and one.contacted_at is None and case.opened_at.date() >= one.began_on:
                one.contacted_at, one.case = case.opened_at, case
                noted.append(one)
    SilentEpisode.objects.bulk_update(noted, ["contacted_at", "case"], batch_size=AT_ONCE)
