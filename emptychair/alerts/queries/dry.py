"""What the last twelve months would have brought, as lines to read."""

from datetime import date
from typing import Any

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.alerts.types import AlertRow, DryLine, RuleRow
from emptychair.alerts.words import place_words, sentence_words, title_words
from emptychair.surveys.models import Survey
from emptychair.touchpoints.models import Touchpoint


def dry_lines(access: Access, rule: RuleRow) -> list[DryLine]:
    """The newest first."""
    access.require(Permission.SCORE_READ)
    told = rule.dry_run.get("alerts", [])
    names = {
        "touchpoint": _names(access, Touchpoint) if told else {},
        "survey": _names(access, Survey) if told else {},
    }
    return [_line(one, names) for one in told]


def _names(access: Access, model: type[Touchpoint] | type[Survey]) -> dict[str, str]:
    rows = model.objects.visible_to(access).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}


def _line(one: dict[str, Any], names: dict[str, dict[str, str]]) -> DryLine:
    kind, place = one["place_kind"], one["place"]
    name = names.get(kind, {}).get(place, "" if kind in names else place)
    row = AlertRow(
        id=0,
        kind=one["kind"],
        place_kind=kind,
        place=place_words(kind, name),
        touchpoint_id=None,
        segment="",
        metric=one["metric"],
        since=date.fromisoformat(one["since"]),
        first_seen=date.fromisoformat(one["day"]),
        is_good=one["is_good"],
        before=one["before"],
        after=one["after"],
        estimate=one["estimate"],
        low=one["low"],
        high=one["high"],
        n_before=one["n_before"],
        n_after=one["n_after"],
        parameters=one["parameters"],
        state="open",
        reason="",
        owner_id=None,
        owner="",
        team_id=None,
        response_ids=(),
        initiative_number=None,
        decided_at=None,
    )
    return DryLine(row.first_seen, row.kind, title_words(row), sentence_words(row))
