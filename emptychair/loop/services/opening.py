"""A case begins."""

from datetime import datetime

from django.db import IntegrityError, transaction
from typing_extensions import Unpack

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.jobs import enqueue
from emptychair.kit.events import publish
from emptychair.loop.events import CaseOpened
from emptychair.loop.models import Case
from emptychair.loop.rules.calendars import calendar_of
from emptychair.loop.rules.deadlines import deadline_of
from emptychair.loop.rules.wording import short_title, words_of
from emptychair.loop.services.entries import on_behalf_of, tell_timeline
from emptychair.loop.services.numbering import create_numbered
from emptychair.loop.types import CaseAbout, CaseState, Urgency
from emptychair.messaging.services.holds import hold_person


def open_case(
    access: Access,
    *,
    kind: str,
    title: str,
    now: datetime,
    urgency: str = Urgency.NORMAL,
    **about: Unpack[CaseAbout],
) -> tuple[Case, bool]:
    """A case with its team, deadline and number; one for each answer. Whether it is new.

    Without a team it goes to that of the touchpoint. While it is open its customer is asked
    nothing. Its team is told by mail, once, if it has an address.
    """
    access.require(Permission.CASE_WRITE)
    known = _case_of_answer(access, about)
    if known:
        return known, False
    try:
        with transaction.atomic():
            case = _create(access, kind, title, urgency, now, about)
            _follow_up(access, case, now)
    except IntegrityError:
        known = _case_of_answer(access, about)  # somebody opened it in the same moment
        if known is None:
            raise
        return known, False
    return case, True


def _case_of_answer(access: Access, about: CaseAbout) -> Case | None:
    answer = about.get("response")
    if answer is None:
        return None
    return Case.objects.filter(workspace=access.workspace, response=answer).first()


def _create(
    access: Access, kind: str, title: str, urgency: str, now: datetime, about: CaseAbout
) -> Case:
    person, touchpoint = about.get("person"), about.get("touchpoint")
    team = about.get("team") or (touchpoint.team if touchpoint else None)
    company = about.get("company") or (person.company if person else None)
    return create_numbered(
        access,
        Case,
        kind=kind,
        state=CaseState.OPEN,
        urgency=urgency,
        title=short_title(words_of(title), length=200, names=[person.name] if person else ()),
        person=person,
        company=company,
        response=about.get("response"),
        touchpoint=touchpoint,
        team=team,
        # A partner sees only what is theirs, so what they open is theirs.
        assignee_id=access.user_id if access.assigned_only else None,
        opened_at=now,
        due_at=deadline_of(urgency, now, calendar_of(access.workspace)),
    )


def _follow_up(access: Access, case: Case, now: datetime) -> None:
    hold_customer(access, case)
    tell_timeline(access, case, code="loop.case_opened", key="opened", now=now, title=case.title)
    after = {"number": case.number, "kind": case.kind, "urgency": case.urgency}
    record_audit(access, case, action="case.opened", after=after)
    about = f"person:{case.person_id}" if case.person_id else ""
    publish(CaseOpened(workspace_id=access.workspace.pk, about=about, case_id=case.pk))
    if case.team and case.team.address:
        enqueue("loop.tell_team", workspace_id=access.workspace.pk, case_id=case.pk)


def hold_customer(access: Access, case: Case) -> None:
    """While the case is open, surveys leave its customer alone."""
    if case.person:
        hold_person(on_behalf_of(access), case.person, source=f"case:{case.pk}", reason="open_case")
