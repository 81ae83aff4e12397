"""Telling those who asked that it was changed: a dry run first, then each customer once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override as in_language

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Person
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.jobs import enqueue
from emptychair.kit.addressing import spoken_to
from emptychair.kit.periods import local_day
from emptychair.loop.errors import NotDoneYet, NothingWritten
from emptychair.loop.models import Initiative, InitiativeVoice
from emptychair.loop.queries.told import TellRow, tell_rows
from emptychair.loop.rules.telling import NAME, TellText, text_for
from emptychair.loop.types import InitiativeState
from emptychair.messaging.services.sending import decide_contact, plan_message
from emptychair.messaging.types import MessageState, Purpose

AT_ONCE = 20  # customers a job


@dataclass(frozen=True, slots=True)
class TellResult:
    """Each customer who asked, with what happens or the reason why nothing does."""

    rows: list[TellRow]

    @property
    def to_tell(self) -> int:
        """How many get a mail by this."""
        return sum(row.allowed for row in self.rows)


def suggested_texts(access: Access, initiative: Initiative) -> dict[str, TellText]:
    """A first draft in each of our languages, to be put into one's own words."""
    access.require(Permission.INITIATIVE_READ)
    found = {}
    for language in ("ja", "en"):
        with in_language(language):
            subject = _("What you told us has changed something: %(title)s")
            text = _(
                "Dear %(name)s,\n\nSome time ago you told us what you were not happy with. "
                "Thank you for that. We have changed it:\n\n%(change)s\n\nIf it is still not "
                "right, please just answer this mail."
            )
            what = {"title": initiative.title, "change": initiative.change or initiative.title}
            found[language] = TellText(subject % what, text % {"name": NAME, **what})
    return found


def tell_those_who_asked(
    access: Access,
    initiative: Initiative,
    *,
    subject: str | Mapping[str, str],
    text: str | Mapping[str, str],
    now: datetime,
    dry_run: bool,
) -> TellResult:
    """Write to each customer who asked and may be written to, once; with `dry_run` to nobody.

    `subject` and `text` are in the workspace's language or a mapping by language. Raises
    `NotDoneYet` before the initiative is completed, `NothingWritten`.
    """
    access.require(Permission.INITIATIVE_WRITE)
    if initiative.state != InitiativeState.DONE:
        raise NotDoneYet
    texts = _texts(access, subject, text)
    if not any(one.filled_in() for one in texts.values()):
        raise NothingWritten
    result = TellResult(tell_rows(access, initiative, texts, now=now))
    if not dry_run:
        _hand_to_jobs(access, initiative, texts, result)
    return result


@transaction.atomic
def tell_person(
    access: Access,
    initiative: Initiative,
    person: Person,
    *,
    texts: Mapping[str, TellText],
    now: datetime,
) -> bool:
    """One mail to one customer, once for this initiative; whether it is on its way."""
    access.require(Permission.INITIATIVE_WRITE)
    words = text_for(person.language, texts, own=access.workspace.language)
    if words is None or not _may_tell(access, initiative, person, now):
        return False
    language = person.language.partition("-")[0] or access.workspace.language
    with in_language(language):
        filled = words.for_name(spoken_to(person.name))
    signature = access.workspace.signature.strip()
    message, _new = plan_message(
        access,
        person=person,
        unique_key=f"told:{initiative.pk}:{person.pk}",
        purpose=Purpose.TOLD,
        to_address=person.email,
        to_name=person.name,
        subject=filled.subject,
        text=f"{filled.text}\n\n{signature}" if signature else filled.text,
        language=language,
        thread=f"initiative:{initiative.pk}",
    )
    voices = InitiativeVoice.objects.visible_to(access).filter(initiative=initiative, person=person)
    voices.update(told=message)
    if message.state == MessageState.REFUSED:
        return False
    add_to_timeline(
        access,
        person=person,
        code="loop.told",
        parameters={"title": initiative.title, "number": initiative.number},
        happened_at=now,
        unique_key=f"told:{initiative.pk}:{person.pk}",
    )
    return True


def _texts(
    access: Access, subject: str | Mapping[str, str], text: str | Mapping[str, str]
) -> dict[str, TellText]:
    own = access.workspace.language
    subjects = {own: subject} if isinstance(subject, str) else subject
    bodies = {own: text} if isinstance(text, str) else text
    return {code: TellText(subjects.get(code, ""), bodies[code]) for code in bodies}


@transaction.atomic
def _hand_to_jobs(
    access: Access, initiative: Initiative, texts: dict[str, TellText], result: TellResult
) -> None:
    ids = [row.person_id for row in result.rows if row.allowed]
    after = {"people": len(ids), "languages": sorted(texts)}
    record_audit(access, initiative, action="initiative.told", after=after)
    plain = {code: {"subject": one.subject, "text": one.text} for code, one in texts.items()}
    for start in range(0, len(ids), AT_ONCE):
        enqueue(
            "loop.tell_people",
            workspace_id=access.workspace.pk,
            initiative_id=initiative.pk,
            person_ids=ids[start : start + AT_ONCE],
            texts=plain,
            told_by=access.actor.label,
        )


def _may_tell(access: Access, initiative: Initiative, person: Person, now: datetime) -> bool:
    """The contact rule, asked once a day for one initiative, so that a later try is a new one."""
    day = local_day(now, access.workspace.zone).isoformat()
    decision = decide_contact(
        access,
        person,
        occasion=f"told:{initiative.pk}:{day}",
        purpose=Purpose.TOLD,
        now=now,
    )
    return bool(decision.allowed)
