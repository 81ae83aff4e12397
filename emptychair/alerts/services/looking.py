"""The look of a morning: what is new is kept, told to one person, and told to other domains."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.alerts.models import Alert, AlertRule
from emptychair.alerts.queries.alerts import told_before
from emptychair.alerts.queries.attached import voices_about
from emptychair.alerts.queries.material import material_for
from emptychair.alerts.queries.owners import owner_for
from emptychair.alerts.queries.rules import rule_of
from emptychair.alerts.rules.looking import Looks
from emptychair.alerts.rules.material import Noticed, Past
from emptychair.alerts.rules.wishing import wishes_of
from emptychair.alerts.services.telling import tell_owner
from emptychair.kit.events import publish
from emptychair.kit.periods import local_day
from emptychair.metrics.events import ChangeNoticed
from emptychair.touchpoints.models import Touchpoint

MORNINGS = 7  # that are caught up with, so that no Monday is lost


def look(access: Access, *, now: datetime, mornings: int = MORNINGS) -> list[Alert]:
    """The alerts that are new this morning, or on the mornings that were missed.

    Harmless twice: a morning is looked at once. What is older than a week is kept without a mail.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    rule, today = rule_of(access), local_day(now, access.workspace.zone)
    if not rule.is_on:
        return []
    first = today - timedelta(days=mornings - 1)
    if rule.looked_on:
        first = max(first, rule.looked_on + timedelta(days=1))
    if first > today:
        return []
    material = material_for(access, first=first, end=today + timedelta(days=1))
    looks, past = Looks(material, wishes_of(rule)), told_before(access)
    made = []
    for day in _days(first, today):
        for one in looks.at(day, past):
            past.append(Past(one.kind, one.stream, one.since, one.first_seen))
            is_fresh = day > today - timedelta(days=MORNINGS)
            made += _keep(access, one, rule.told_to_id, is_fresh=is_fresh)
    row, _new = AlertRule.objects.get_or_create(workspace=access.workspace)
    row.looked_on = today
    row.save(update_fields=["looked_on", "changed_at"])
    return made


def _keep(access: Access, one: Noticed, told_to_id: int | None, *, is_fresh: bool) -> list[Alert]:
    """The alert in a list, or none where another look was quicker."""
    touchpoint = _touchpoint(access, one)
    if one.stream.place_kind == "touchpoint" and touchpoint is None:
        return []
    owner = owner_for(access, touchpoint, told_to_id=told_to_id)
    try:
        with transaction.atomic():
            row = Alert.objects.create(
                workspace=access.workspace,
                kind=one.kind,
                place_kind=one.stream.place_kind,
                place=one.stream.place,
                metric=one.stream.metric,
                touchpoint=touchpoint,
                owner_id=owner.user_id if owner else None,
                response_ids=[] if one.is_good else voices_about(access, one),
                **_figures(one),
            )
            publish(_fact(access, row))
            if is_fresh:
                tell_owner(access, row)
    except IntegrityError:
        return []
    return [row]


def _touchpoint(access: Access, one: Noticed) -> Touchpoint | None:
    if one.stream.place_kind != "touchpoint":
        return None
    found = Touchpoint.objects.visible_to(access).select_related("team")
    return found.filter(pk=int(one.stream.place)).first()


def _figures(one: Noticed) -> dict[str, object]:
    named = ("since", "first_seen", "is_good", "before", "after", "estimate", "low", "high")
    return {name: getattr(one, name) for name in (*named, "n_before", "n_after")} | {
        "parameters": dict(one.parameters)
    }


def _fact(access: Access, row: Alert) -> ChangeNoticed:
    return ChangeNoticed(
        workspace_id=access.workspace.pk,
        about=f"alert:{row.pk}",
        alert_id=row.pk,
        kind=row.kind,
        place_kind=row.place_kind,
        place=row.place,
        metric=row.metric,
        since=row.since.isoformat(),
        is_good=row.is_good,
        before=row.before,
        after=row.after,
    )


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
