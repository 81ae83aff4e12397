"""Choosing, ordering and owning the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.metrics.figures import Horizon
from emptychair.scorecard.errors import AimInvalid
from emptychair.scorecard.models import ScorecardRow
from emptychair.scorecard.queries.rows import row_of_figure, row_settings
from emptychair.scorecard.services.outside import check_owners


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is chosen for a row."""

    horizon: str = ""
    owner_id: int | None = None
    team_id: int | None = None
    aim_value: float | None = None
    aim_day: date | None = None
    hidden: bool = False


@transaction.atomic
def set_row(access: Access, key: str, wanted: Wanted, *, today: date) -> ScorecardRow:
    """Owner, team, horizon, target of a row, and whether it is shown.

    Raises `NotFound`, `NoSuchOwner` and `AimInvalid`. The target of a score is set in the
    programme, where its power is told; that of a figure that brings one along, where it is defined.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    known = row_of_figure(access, key)
    check_owners(access, wanted.owner_id, wanted.team_id)
    if (wanted.aim_value is None) != (wanted.aim_day is None):
        raise AimInvalid
    row = _row(access, key)
    aims_itself = not known.figure.metric and known.figure.aim_day is None
    is_past = wanted.aim_day is not None and wanted.aim_day <= today
    if aims_itself and is_past and wanted.aim_day != row.aim_day:
        raise AimInvalid
    before = _plain(row)
    row.horizon = "" if wanted.horizon == known.figure.horizon else _horizon(wanted.horizon)
    row.owner_id, row.team_id, row.hidden = wanted.owner_id, wanted.team_id, wanted.hidden
    if aims_itself:
        row.aim_value, row.aim_day = wanted.aim_value, wanted.aim_day
    row.save()
    record_audit(access, row, action="scorecard.changed", before=before, after=_plain(row))
    return row


@transaction.atomic
def order_rows(access: Access, keys: Sequence[str]) -> None:
    """The rows in this order; those that are not named come after them."""
    access.require(Permission.PROGRAMME_MANAGE)
    before = [row.figure.key for row in row_settings(access)]
    wanted = list(dict.fromkeys([*(key for key in keys if key in before), *before]))
    for position, key in enumerate(wanted, start=1):
        row = _row(access, key)
        row.position = position
        row.save()
    if wanted != before:
        record_audit(
            access, row, action="scorecard.ordered", before={"rows": before}, after={"rows": wanted}
        )


def move_row(access: Access, key: str, *, up: bool) -> None:
    """One place up or down among the rows of its group."""
    access.require(Permission.PROGRAMME_MANAGE)
    here = row_of_figure(access, key)
    keys = [row.figure.key for row in row_settings(access)]
    group = [
        row.figure.key for row in row_settings(access) if row.figure.group == here.figure.group
    ]
    place = group.index(key)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(group):
        return
    first, second = keys.index(key), keys.index(group[other])
    keys[first], keys[second] = keys[second], keys[first]
    order_rows(access, keys)


def _row(access: Access, key: str) -> ScorecardRow:
    row, _new = ScorecardRow.objects.get_or_create(workspace=access.workspace, figure_key=key)
    return row


def _horizon(given: str) -> str:
    return given if given in Horizon.values else ""


def _plain(row: ScorecardRow) -> dict[str, Any]:
    return {
        "figure": row.figure_key,
        "horizon": row.horizon,
        "owner": row.owner_id,
        "team": row.team_id,
        "hidden": row.hidden,
        "aim": row.aim_value,
        "by_day": row.aim_day.isoformat() if row.aim_day else None,
    }
