"""Figures from outside: defined, entered, corrected."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import count
from typing import Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.models import Membership, Team
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.kit.errors import NotFound
from emptychair.metrics.figures import FigureGroup, FigureUnit, Horizon, figures_known
from emptychair.metrics.rules.scoring import UNITS
from emptychair.scorecard.errors import (
    DefinitionInvalid,
    KeyTaken,
    NoSuchOwner,
)
from emptychair.scorecard.models import OutsideCorrection, OutsideFigure, OutsideValue
from emptychair.scorecard.rules.possible import possible_value
from emptychair.scorecard.types import Combining, Definition, GivenValue, Grain, Level

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
MEANING = ("unit", "better", "combining", "definition")  # who changes these changes the figure


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of several values."""

    added: int = 0
    corrected: int = 0
    same: int = 0


@transaction.atomic
def define_figure(access: Access, definition: Definition) -> tuple[OutsideFigure, bool]:
    """Define a figure, or change what is said of it; whether it is new. Asked twice, it is done
    once. Another meaning is another version.

    Raises `DefinitionInvalid`, `KeyTaken` and `NoSuchOwner`.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    definition = _checked(access, definition)
    values = {name: value for name, value in asdict(definition).items() if name != "key"}
    row = OutsideFigure.objects.visible_to(access).filter(key=definition.key).first()
    if row is None:
        row = OutsideFigure.objects.create(workspace=access.workspace, key=definition.key, **values)
        record_audit(access, row, action="figure.defined", after=asdict(definition))
        return row, True
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return row, False
    before = {name: getattr(row, name) for name in changed}
    row.version += any(name in MEANING for name in changed)
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()
    record_audit(access, row, action="figure.changed", before=before, after=changed)
    return row, False


@transaction.atomic
def enter_level(access: Access, level: Level, *, about: str, today: date) -> OutsideFigure:
    """A level that others published, under a short name of its own; the same name is the same.

    Raises `DefinitionInvalid`, `PeriodAhead` and `ValueImpossible`.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    own = OutsideFigure.objects.visible_to(access).filter(beside=level.metric)
    known = own.filter(name=level.name.strip()).first()
    row, _new = define_figure(
        access,
        Definition(
            key=known.key if known else _free_key(access, f"level_{level.metric}"),
            name=level.name,
            unit=UNITS.get(level.metric, ""),
            group=FigureGroup.CUSTOMER.value,
            horizon=Horizon.LONG.value,
            combining=Combining.LAST.value,
            definition=about,
            source=level.source,
            beside=level.metric,
        ),
    )
    given = GivenValue(
        grain=Grain.MONTH.value, day=level.day, value=level.value, n=level.n, source=level.source
    )
    enter_values(access, row, [given], today=today)
    return row


def _free_key(access: Access, stem: str) -> str:
    taken = set(OutsideFigure.objects.visible_to(access).values_list("key", flat=True))
    return next(key for number in count(1) if (key := f"{stem}_{number}") not in taken)


@transaction.atomic
def remove_figure(access: Access, figure: OutsideFigure) -> None:
    """Take a figure away with all its values; the trail keeps what it was."""
    access.require(Permission.PROGRAMME_MANAGE)
    before = {"key": figure.key, "name": figure.name, "values": figure.values.count()}
    record_audit(access, figure, action="figure.removed", before=before)
    figure.delete()


@transaction.atomic
def enter_values(
    access: Access, figure: OutsideFigure, given: Iterable[GivenValue], *, today: date
) -> Entered:
    """Values of months or days; one that is there is corrected, and what it was is kept.

    Raises `PeriodAhead` and `ValueImpossible`; then none is stored.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    wanted = [possible_value(one, unit=figure.unit, today=today) for one in given]
    found = OutsideValue.objects.visible_to(access).filter(
        figure=figure, day__in=[one.day for one in wanted]
    )
    known = {(one.grain, one.day): one for one in found.select_for_update()}
    counts = Entered()
    for one in wanted:
        row = known.get((one.grain, one.day))
        if row is None:
            known[one.grain, one.day] = _add(access, figure, one)
            counts = replace(counts, added=counts.added + 1)
        elif correct_value(access, row, one):
            counts = replace(counts, corrected=counts.corrected + 1)
        else:
            counts = replace(counts, same=counts.same + 1)
    return counts


def correct_value(access: Access, row: OutsideValue, given: GivenValue) -> bool:
    """Another value for the same period; whether anything differed."""
    access.require(Permission.PROGRAMME_MANAGE)
    wanted = _columns(given)
    if not given.source:
        del wanted["source"]
    before = {name: getattr(row, name) for name in wanted}
    if before == wanted:
        return False
    if row.value != given.value:
        OutsideCorrection.objects.create(
            workspace=access.workspace,
            value=row,
            was=row.value,
            was_source=row.source,
            corrected_by_id=access.user_id,
            corrected_label=access.actor.label[:200],
        )
    for name, value in wanted.items():
        setattr(row, name, value)
    row.entered_by_id, row.entered_label = access.user_id, access.actor.label[:200]
    row.save()
    record_audit(
        access,
        row,
        action="figure.corrected",
        before={"day": row.day.isoformat(), **before},
        after={"day": row.day.isoformat(), **wanted},
    )
    return True


@transaction.atomic
def take_value_away(access: Access, figure: OutsideFigure, value_id: int) -> OutsideValue:
    """Take away the value of a period in which there is none; the trail keeps what it was.

    Raises `NotFound`.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    row = OutsideValue.objects.visible_to(access).filter(figure=figure, pk=value_id).first()
    if row is None:
        raise NotFound
    before = {"figure": figure.key, "day": row.day.isoformat(), "value": row.value}
    record_audit(access, row, action="figure.value_removed", before=before)
    row.delete()
    return row


def _add(access: Access, figure: OutsideFigure, given: GivenValue) -> OutsideValue:
    row = OutsideValue.objects.create(
        workspace=access.workspace,
        figure=figure,
        grain=given.grain,
        day=given.day,
        **{**_columns(given), "source": given.source or figure.source},
        entered_by_id=access.user_id,
        entered_label=access.actor.label[:200],
    )
    after = {"figure": figure.key, "day": given.day.isoformat(), "value": given.value}
    record_audit(access, row, action="figure.entered", after=after)
    return row


def _columns(given: GivenValue) -> dict[str, Any]:
    return {
        "value": given.value,
        "n": given.n,
        "standard_error": given.standard_error,
        "source": given.source.strip()[:200],
    }


def _checked(access: Access, given: Definition) -> Definition:
    allowed = (
        KEY.fullmatch(given.key) and given.name.strip(),
        given.unit in FigureUnit.values,
        given.group in FigureGroup.values,
        given.horizon in Horizon.values,
        given.better in {"higher", "lower"},
        given.combining in Combining.values,
        not given.beside or _can_stand_beside(given),
    )
    if not all(allowed):
        raise DefinitionInvalid
    taken = figures_known(access).get(given.key)
    if taken is not None and taken.outside_id is None:
        raise KeyTaken
    check_owners(access, given.owner_id, given.team_id)
    return replace(
        given,
        name=given.name.strip()[:120],
        definition=given.definition.strip(),
        source=given.source.strip()[:200],
    )


def _can_stand_beside(given: Definition) -> bool:
    """A published level has the unit of the score beside it, and a source."""
    unit = UNITS.get(given.beside)
    return unit is not None and unit == given.unit and bool(given.source.strip())


def check_owners(access: Access, owner_id: int | None, team_id: int | None) -> None:
    """Raise `NoSuchOwner` for somebody who is not in this workspace."""
    if owner_id and not Membership.objects.visible_to(access).filter(user_id=owner_id).exists():
        raise NoSuchOwner
    if team_id and not Team.objects.visible_to(access).filter(pk=team_id).exists():
        raise NoSuchOwner
