"""Asking people because another program wants it: soon, later, or not at all."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.integrations.delighted.models import ApiKey, GivenAddress, SurveyRequest
from emptychair.integrations.delighted.types import RequestState
from emptychair.jobs import enqueue
from emptychair.kit.errors import ProductError
from emptychair.surveys.services.asking import ask_person
from emptychair.surveys.services.withdrawing import withdraw_unsent
from emptychair.surveys.types import ALREADY_ASKED, Asked, SurveyState

if TYPE_CHECKING:
    from emptychair.customers.models import Person
    from emptychair.surveys.models import Survey


def request_survey(
    access: Access,
    survey: "Survey",
    person: "Person",
    *,
    channel: str,
    properties: Mapping[str, str | None],
    delay: int,
    now: datetime,
) -> SurveyRequest | None:
    """Plan to ask somebody in `delay` seconds, or nothing where the contact rule forbids it.

    It is asked again when the time comes. Without delay a job asks at once.
    """
    access.require(Permission.SURVEY_SEND)
    at = now + timedelta(seconds=delay)
    if not _could_be_asked(access, survey, person, channel, at):
        return None
    with transaction.atomic():
        request = SurveyRequest.objects.create(
            workspace=access.workspace,
            survey=survey,
            person=person,
            channel=channel,
            properties=dict(properties),
            scheduled_at=at,
            state=RequestState.PENDING,
        )
        if not delay:
            enqueue("delighted.ask", request_id=request.pk)
    return request


def carry_out(access: Access, request: SurveyRequest, *, now: datetime) -> bool:
    """Ask the person of a request that is due, once; whether they were asked.

    Who may not be asked by now is dropped and never tried again.
    """
    access.require(Permission.SURVEY_SEND)
    with transaction.atomic():
        rows = SurveyRequest.objects.visible_to(access).filter(
            pk=request.pk, state=RequestState.PENDING, scheduled_at__lte=now
        )
        row = rows.select_related("survey", "person").select_for_update(of=("self",)).first()
        if row is None:
            return False
        came = _ask(access, row, now)
        asked = came.asked or came.reason == ALREADY_ASKED
        row.state = (RequestState.ASKED if asked else RequestState.DROPPED).value
        row.reason, row.settled_at = came.reason, now
        row.save()
    return asked


def cancel_requests(access: Access, person: "Person", survey: "Survey", *, now: datetime) -> int:
    """Take back what is planned for somebody and was not sent; how many."""
    access.require(Permission.SURVEY_SEND)
    rows = SurveyRequest.objects.visible_to(access).filter(
        person=person, survey=survey, state=RequestState.PENDING
    )
    with transaction.atomic():
        count = rows.update(state=RequestState.CANCELLED, settled_at=now, changed_at=now)
        return count + withdraw_unsent(access, survey, person)


def wait_for_turn(access: Access) -> None:
    """Let nobody else of this workspace's programs look for a person and make them meanwhile.

    Call it first in a transaction: two requests about somebody new would both make them.
    """
    keys = ApiKey.objects.visible_to(access).order_by("pk").select_for_update()
    list(keys.values_list("pk", flat=True))


def keep_spelling(access: Access, person: "Person", email: str) -> None:
    """Remember a mail address as it was given, where that is not how we store it."""
    access.require(Permission.CUSTOMER_WRITE)
    rows = GivenAddress.objects.visible_to(access).filter(person=person)
    if email == email.lower():
        rows.delete()
    elif not rows.update(email=email):
        GivenAddress.objects.create(workspace=access.workspace, person=person, email=email)


def _could_be_asked(
    access: Access, survey: "Survey", person: "Person", channel: str, at: datetime
) -> bool:
    if survey.state != SurveyState.RUNNING:
        return False
    came = ask_person(
        access, survey, person, occasion="delighted", now=at, dry_run=True, channel=channel
    )
    return came.asked


def _ask(access: Access, row: SurveyRequest, now: datetime) -> Asked:
    try:
        with transaction.atomic():
            return ask_person(
                access,
                row.survey,
                row.person,
                occasion=f"delighted:{row.pk}",
                now=now,
                channel=row.channel,
                properties=dict(row.properties),
            )
    except ProductError as problem:  # the survey was closed, the address is gone
        return Asked(person_id=row.person_id, asked=False, reason=problem.code)
