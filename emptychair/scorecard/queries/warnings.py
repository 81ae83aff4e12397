"""Warnings of the guard."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.kit.errors import NotFound
from emptychair.kit.prepared import ANEW
from emptychair.metrics.figures import figures_known
from emptychair.scorecard.models import GuardWarning
from emptychair.scorecard.queries.card import Names, names_here
from emptychair.scorecard.types import Side, WarningRow, WarningState


def guard_warnings(
    access: Access, *, state: str | None = None, limit: int = 20
) -> list[WarningRow]:
    """Warnings, newest first; those of one state when it is named."""
    access.require(Permission.SCORE_READ)
    rows = _warnings(access, state=state, limit=limit)
    if not rows:
        return []
    names, labels = names_here(access), _labels(access)
    return [_row(one, names, labels) for one in rows]


@prepared(state=ANEW, limit=ANEW)
def _warnings(access: Access, *, state: str | None, limit: int) -> QuerySet[GuardWarning]:
    found = GuardWarning.objects.visible_to(access)
    if state is not None:
        found = found.filter(state=state)
    found = found.select_related("decided_by", "initiative")
    return found.order_by("-raised_at", "-pk")[:limit]


def open_warnings(access: Access, *, limit: int = 20) -> list[WarningRow]:
    """Those that nobody decided yet."""
    return guard_warnings(access, state=WarningState.OPEN.value, limit=limit)


def warning_with_id(access: Access, warning_id: int) -> GuardWarning:
    """One warning. Raises `NotFound`."""
    access.require(Permission.SCORE_READ)
    found = GuardWarning.objects.visible_to(access).select_related("decided_by", "initiative")
    row = found.filter(pk=warning_id).first()
    if row is None:
        raise NotFound
    return row


def warning_row(access: Access, warning: GuardWarning) -> WarningRow:
    """One warning as its page shows it."""
    return _row(warning, names_here(access), _labels(access))


def warning_of_initiative(access: Access, initiative_id: int) -> WarningRow | None:
    """The warning that an improvement was made from, for those who may read scores."""
    if not access.may(Permission.SCORE_READ):
        return None
    rows = GuardWarning.objects.visible_to(access).filter(initiative=initiative_id)
    found = rows.select_related("decided_by", "initiative").order_by("-pk").first()
    return warning_row(access, found) if found is not None else None


def _labels(access: Access) -> dict[str, str]:
    """What the figures are called in the language of the moment."""
    return {key: str(figure.label) for key, figure in figures_known(access).items()}


def _row(one: GuardWarning, names: Names, labels: dict[str, str]) -> WarningRow:
    return WarningRow(
        id=one.pk,
        quick=_side(one.quick_key, one.facts["quick"], names, labels),
        customer=_side(one.customer_key, one.facts["customer"], names, labels),
        first=one.first,
        end=one.end,
        before_first=one.before_first,
        before_end=one.before_end,
        state=one.state,
        raised_at=one.raised_at,
        reason=one.reason,
        decided_by=str(one.decided_by) if one.decided_by else "",
        decided_at=one.decided_at,
        initiative_number=one.initiative.number if one.initiative else None,
    )


def _side(key: str, facts: dict[str, Any], names: Names, labels: dict[str, str]) -> Side:
    return Side(
        key=key,
        team=names.teams.get(facts.get("team_id") or 0, ""),
        owner=names.people.get(facts.get("owner_id") or 0, ""),
        **{**facts, "label": labels.get(key, facts["label"])},
    )


def overlapping(access: Access, quick_key: str, customer_key: str, first: date, end: date) -> bool:
    """Whether this pair was warned of already, over months that are partly the same."""
    found = GuardWarning.objects.visible_to(access).filter(
        quick_key=quick_key, customer_key=customer_key, first__lt=end, end__gt=first
    )
    return found.exists()
