"""What a person does about a silence: contact, put off, explain."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Company, Person
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.kit.periods import local_day
from emptychair.loop.models import Case
from emptychair.loop.services.conversation import note_call
from emptychair.loop.services.opening import open_case
from emptychair.loop.types import CaseKind, CaseState, Urgency
from emptychair.silence.errors import NoSuchSilence, PauseWithoutEnd, PauseWithoutReason
from emptychair.silence.models import KnownPause, SilenceReading, SilentEpisode
from emptychair.silence.types import COMPANY, PERSON, CameBack, Unit
from emptychair.silence.words import silence_words

LONGEST_PAUSE = timedelta(days=730)


@transaction.atomic
def contact_silent(
    access: Access, unit: Unit, *, now: datetime, note: str = "", reached: bool | None = None
) -> Case:
    """Open a case with a silent customer, or take the one that is open; with the note of a call if
    there was one. The silence remembers when and by whom.
    """
    access.require(Permission.CASE_WRITE)
    reading = _locked(access, unit)
    person, company = _customer(access, unit)
    case = _open_case_of(access, unit)
    if case is None:
        with translation.override(access.workspace.language):
            title = _("Ask how they are: %(words)s") % {
                "words": silence_words(reading.expected, reading.gap, reading.basis)
            }
        case, _new = open_case(
            access,
            kind=CaseKind.MANUAL,
            title=title,
            urgency=Urgency.NORMAL,
            now=now,
            person=person,
            company=company,
        )
    if reached is not None or note.strip():
        note_call(access, case, text=note, reached=bool(reached), now=now)
    episode = _episode(access, unit, reading, now)
    episode.contacted_at = episode.contacted_at or now
    episode.contacted_by_id = episode.contacted_by_id or access.user_id
    episode.case = case
    episode.save()
    record_audit(access, episode, action="silence.contacted", after={"case": case.number})
    return case


@transaction.atomic
def snooze_silence(access: Access, unit: Unit, *, until: date | None, now: datetime) -> None:
    """Leave a silence off the list and Today until a day; None brings it back."""
    access.require(Permission.CUSTOMER_WRITE)
    reading = _locked(access, unit)
    today = local_day(now, access.workspace.zone)
    if until is not None and not today < until <= today + LONGEST_PAUSE:
        raise PauseWithoutEnd
    episode = _episode(access, unit, reading, now)
    before = episode.snoozed_until
    episode.snoozed_until = until
    episode.save(update_fields=["snoozed_until", "changed_at"])
    record_audit(
        access,
        episode,
        action="silence.snoozed",
        before={"until": before.isoformat() if before else None},
        after={"until": until.isoformat() if until else None},
    )


@transaction.atomic
def explain_silence(
    access: Access, unit: Unit, *, until: date | None, reason: str, now: datetime
) -> KnownPause:
    """They are not silent: it is known why they are away, and until when."""
    access.require(Permission.CUSTOMER_WRITE)
    person, company = _customer(access, unit)
    today = local_day(now, access.workspace.zone)
    if until is None or not today < until <= today + LONGEST_PAUSE:
        raise PauseWithoutEnd
    if not reason.strip():
        raise PauseWithoutReason
    _lift(access, unit, now)
    pause = KnownPause.objects.create(
        workspace=access.workspace,
        **_whose(unit),
        until=until,
        reason=reason.strip()[:300],
        noted_by_id=access.user_id,
        noted_label=access.actor.label[:200],
    )
    _rows(access, unit).update(is_silent=False, is_listed=False)
    record_audit(access, pause, action="silence.explained", after={"until": until.isoformat()})
    add_to_timeline(
        access,
        person=person,
        company=company,
        code="silence.explained",
        parameters={"until": until.isoformat(), "reason": pause.reason},
        happened_at=now,
        unique_key=f"silence-pause:{pause.pk}",
    )
    return pause


@transaction.atomic
def end_pause(access: Access, unit: Unit, *, now: datetime) -> None:
    """The pause was no pause, or is over: they count as before."""
    access.require(Permission.CUSTOMER_WRITE)
    lifted = _lift(access, unit, now)
    for pause in lifted:
        record_audit(access, pause, action="silence.pause_ended")
    row = _rows(access, unit).select_for_update(of=("self",)).first()
    if lifted and row is not None and row.false_share is not None:
        row.is_silent, row.is_listed = True, row.is_customer
        row.save(update_fields=["is_silent", "is_listed", "changed_at"])


def _lift(access: Access, unit: Unit, now: datetime) -> list[KnownPause]:
    rows = KnownPause.objects.visible_to(access).filter(**_whose(unit), lifted_at=None)
    found = list(rows.select_for_update(of=("self",)))
    rows.filter(pk__in=[one.pk for one in found]).update(lifted_at=now)
    return found


def _whose(unit: Unit) -> dict[str, Any]:
    kind, number = unit
    return {f"{kind}_id": number}


def _rows(access: Access, unit: Unit) -> Any:
    rows = SilenceReading.objects.visible_to(access)
    return rows.none() if access.assigned_only else rows.filter(**_whose(unit))


def _locked(access: Access, unit: Unit) -> SilenceReading:
    found: SilenceReading | None = _rows(access, unit).select_for_update(of=("self",)).first()
    if found is None:
        raise NoSuchSilence
    return found


def _customer(access: Access, unit: Unit) -> tuple[Person | None, Company | None]:
    kind, number = unit
    if access.assigned_only or kind not in {PERSON, COMPANY}:
        raise NoSuchSilence
    person = company = None
    if kind == PERSON:
        people = Person.objects.visible_to(access).select_related("company")
        person = people.filter(pk=number).first()
    else:
        company = Company.objects.visible_to(access).filter(pk=number).first()
    if person is None and company is None:
        raise NoSuchSilence
    return person, company


def _open_case_of(access: Access, unit: Unit) -> Case | None:
    """The newest one about them that is not about an answer and not closed."""
    rows = Case.objects.visible_to(access).exclude(state=CaseState.CLOSED)
    found: Case | None = rows.filter(**_whose(unit)).order_by("-opened_at").first()
    return found


def _episode(access: Access, unit: Unit, reading: SilenceReading, now: datetime) -> SilentEpisode:
    found, _made = SilentEpisode.objects.get_or_create(
        workspace=access.workspace,
        **_whose(unit),
        last_seen=reading.last_seen,
        defaults={
            "began_on": local_day(now, access.workspace.zone),
            "value": reading.value,
            "outcome": CameBack.OPEN,
        },
    )
    return found
