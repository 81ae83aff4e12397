"""Alerts as lists, their page and Today show them."""

from collections.abc import Sequence

from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.alerts.errors import AlertNotFound
from emptychair.alerts.models import Alert
from emptychair.alerts.rules.material import Past, Stream
from emptychair.alerts.types import WAITING, AlertRow
from emptychair.alerts.words import place_words
from emptychair.kit.prepared import ANEW
from emptychair.surveys.models import Survey


def alert_rows(
    access: Access, *, waiting: bool | None = None, state: str = "", limit: int = 100
) -> list[AlertRow]:
    """The newest first; `waiting`: those that somebody still has to look at, or the others."""
    access.require(Permission.SCORE_READ)
    return _rows(access, _alerts(access, waiting=waiting, state=state, limit=limit))


@prepared(waiting=ANEW, state=ANEW, limit=ANEW)
def _alerts(access: Access, *, waiting: bool | None, state: str, limit: int) -> QuerySet[Alert]:
    found = Alert.objects.visible_to(access)
    if waiting is not None:
        found = found.filter(state__in=WAITING) if waiting else found.exclude(state__in=WAITING)
    if state:
        found = found.filter(state=state)
    found = found.select_related("touchpoint", "owner", "initiative")
    return found.order_by("-first_seen", "-pk")[:limit]


def alert_with_id(access: Access, alert_id: int) -> Alert:
    """One alert. Raises `AlertNotFound`."""
    access.require(Permission.SCORE_READ)
    found = Alert.objects.visible_to(access).select_related("touchpoint", "owner", "initiative")
    row = found.filter(pk=alert_id).first()
    if row is None:
        raise AlertNotFound
    return row


def row_of(access: Access, alert: Alert) -> AlertRow:
    """One alert as its page shows it."""
    return _rows(access, [alert])[0]


def alert_of_initiative(access: Access, initiative_id: int) -> AlertRow | None:
    """The alert that an improvement was made from, for those who may read scores."""
    if not access.may(Permission.SCORE_READ):
        return None
    rows = Alert.objects.visible_to(access).filter(initiative=initiative_id).order_by("-pk")
    found = rows.select_related("touchpoint", "owner", "initiative").first()
    return row_of(access, found) if found is not None else None


def told_before(access: Access) -> list[Past]:
    """Every alert there was, for the looks."""
    found = Alert.objects.visible_to(access)
    columns = ("kind", "place_kind", "place", "metric", "since", "first_seen")
    return [
        Past(kind, Stream(place_kind, place, metric), since, first_seen)
        for kind, place_kind, place, metric, since, first_seen in found.values_list(*columns)
    ]


def _rows(access: Access, alerts: Sequence[Alert]) -> list[AlertRow]:
    wanted = [int(one.place) for one in alerts if one.place_kind == "survey"]
    surveys = (
        dict(Survey.objects.visible_to(access).filter(pk__in=wanted).values_list("pk", "name"))
        if wanted
        else {}
    )
    return [_row(one, surveys) for one in alerts]


def _row(one: Alert, surveys: dict[int, str]) -> AlertRow:
    names = {
        "touchpoint": one.touchpoint.name if one.touchpoint else "",
        "survey": surveys.get(int(one.place), "") if one.place_kind == "survey" else "",
    }
    return AlertRow(
        id=one.pk,
        kind=one.kind,
        place_kind=one.place_kind,
        place=place_words(one.place_kind, names.get(one.place_kind, one.place)),
        touchpoint_id=one.touchpoint_id,
        segment=one.place if one.place_kind == "segment" else "",
        metric=one.metric,
        since=one.since,
        first_seen=one.first_seen,
        is_good=one.is_good,
        before=one.before,
        after=one.after,
        estimate=one.estimate,
        low=one.low,
        high=one.high,
        n_before=one.n_before,
        n_after=one.n_after,
        parameters=one.parameters,
        state=one.state,
        reason=one.reason,
        owner_id=one.owner_id,
        owner=str(one.owner) if one.owner else "",
        team_id=one.touchpoint.team_id if one.touchpoint else None,
        response_ids=tuple(one.response_ids),
        initiative_number=one.initiative.number if one.initiative else None,
        decided_at=one.decided_at,
    )
