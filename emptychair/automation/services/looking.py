"""Looking whether triggers came: at once for what is told, every few minutes for what was missed,
once a day for who is in a state.
"""

from datetime import datetime, timedelta

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.automation.models import Inside, Playbook
from emptychair.automation.queries.playbooks import definition_of, live_playbooks
from emptychair.automation.services.authoring import locked_playbook
from emptychair.automation.services.starting import Began, begin_runs
from emptychair.automation.triggers import LATE, Trigger, Window, trigger_named
from emptychair.automation.types import About, Definition, Occurrence, PlaybookState, Subject
from emptychair.kit.periods import local_day

OVERLAP = timedelta(minutes=15)  # a row may be committed later than it was stamped
AT_ONCE = 1000


def take_happening(access: Access, trigger_key: str, row_id: int, *, now: datetime) -> list[int]:
    """Begin what one row, such as an event or an answer, starts in live playbooks; which runs."""
    access.require(Permission.CUSTOMER_WRITE)
    begun: list[int] = []
    for playbook in live_playbooks(access):
        if playbook.version is None or playbook.went_live_at is None:
            continue
        definition = definition_of(access, playbook.version)
        trigger = trigger_named(definition.trigger)
        if definition.trigger != trigger_key or trigger is None or trigger.moments is None:
            continue
        window = Window(max(playbook.went_live_at, now - LATE), now, by_arrival=True, only=row_id)
        found = trigger.moments(access, trigger.parameters_of(definition.parameters), window)
        begun += begin_runs(access, playbook.pk, found, now=now).runs
    return begun


def look_at_playbook(access: Access, playbook_id: int, *, now: datetime) -> Began:
    """Begin what came since the last look. Looking twice is harmless."""
    access.require(Permission.CUSTOMER_WRITE)
    with transaction.atomic():
        playbook = locked_playbook(access, playbook_id)
        if playbook.state != PlaybookState.LIVE or playbook.version is None:
            return Began()
        definition = definition_of(access, playbook.version)
        trigger = trigger_named(definition.trigger)
        if trigger is None:
            return Began()
        if trigger.holds is not None:
            return _look_who_is_inside(access, playbook, definition, trigger, now)
        return _look_what_happened(access, playbook, definition, trigger, now)


def skip_until(access: Access, playbook: Playbook, *, now: datetime) -> None:
    """Leave alone what came until now, such as after history was loaded."""
    access.require(Permission.CUSTOMER_WRITE)
    with transaction.atomic():
        row = locked_playbook(access, playbook.pk)
        row.looked_until = now
        row.save(update_fields=["looked_until", "changed_at"])


def _look_what_happened(
    access: Access, playbook: Playbook, definition: Definition, trigger: Trigger, now: datetime
) -> Began:
    first = playbook.went_live_at or now
    since = max(first, (playbook.looked_until or first) - OVERLAP)
    if trigger.moments is None or since >= now:
        return Began()
    given = trigger.parameters_of(definition.parameters)
    found = trigger.moments(access, given, Window(since, now, by_arrival=True, most=100_000))
    began = begin_runs(access, playbook.pk, found, now=now)
    Playbook.objects.visible_to(access).filter(pk=playbook.pk).update(looked_until=now)
    return began


def _look_who_is_inside(
    access: Access, playbook: Playbook, definition: Definition, trigger: Trigger, now: datetime
) -> Began:
    """Who came in since yesterday begins; on the first day they are only written down."""
    today = local_day(now, access.workspace.zone)
    if trigger.holds is None or (playbook.looked_on and playbook.looked_on >= today):
        return Began()
    given = trigger.parameters_of(definition.parameters)
    about = trigger.about(given)
    holding = {_key(one, about): one for one in trigger.holds(access, given, now)}
    holding.pop("", None)
    rows = Inside.objects.visible_to(access).filter(playbook=playbook)
    known = set(rows.values_list("key", flat=True))
    gone = sorted(known - set(holding))
    for start in range(0, len(gone), AT_ONCE):
        rows.filter(key__in=gone[start : start + AT_ONCE]).delete()
    new = sorted(set(holding) - known)
    Inside.objects.bulk_create(
        [
            Inside(workspace=access.workspace, playbook=playbook, key=key, since=today)
            for key in new
        ],
        batch_size=AT_ONCE,
    )
    is_first = playbook.looked_on is None
    Playbook.objects.visible_to(access).filter(pk=playbook.pk).update(looked_on=today)
    if is_first and not definition.inside_too:
        return Began()
    found = [Occurrence(f"{trigger.key}:{key}:{today}", holding[key], now) for key in new]
    return begin_runs(access, playbook.pk, found, now=now)


def _key(subject: Subject, about: str) -> str:
    number = subject.company_id if about == About.COMPANY else subject.person_id
    return f"{about}:{number}" if number else ""
