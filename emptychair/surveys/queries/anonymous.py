"""Anonymous surveys: whether somebody may still begin, and what enough people share."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.surveys.anonymous_tickets import AnonymousTicket, read_anonymous_ticket
from emptychair.surveys.errors import LinkUnknown, TicketOver
from emptychair.surveys.models import Invitation, Survey
from emptychair.surveys.rules.anonymity import Sharing, Traits, may_still_change
from emptychair.surveys.types.definition import Privacy


@dataclass(frozen=True, slots=True, kw_only=True)
class AnonymousVisit:
    """Somebody at an anonymous survey; who, nobody knows any more."""

    access: Access
    survey: Survey
    ticket: AnonymousTicket


def anonymous_visit(access: Access, text: str, *, now: datetime) -> AnonymousVisit:
    """What lies behind a ticket. Raises `LinkUnknown`, and `TicketOver` on a later day.

    `access` is the product's own: nobody signs in here.
    """
    access.require(Permission.SURVEY_READ)
    ticket = read_anonymous_ticket(text)
    if ticket is None:
        raise LinkUnknown
    rows = Survey.objects.select_related("workspace", "touchpoint")
    survey = rows.filter(
        pk=ticket.survey_id, workspace_id=ticket.workspace_id, privacy=Privacy.ANONYMOUS
    ).first()
    if survey is None:
        raise LinkUnknown
    if not may_still_change(ticket.day, now=now, zone=survey.workspace.zone):
        raise TicketOver
    visitor = Access.respondent(survey.workspace, "anonymous")
    return AnonymousVisit(access=visitor, survey=survey, ticket=ticket)


def invited_so_far(access: Access, survey: Survey) -> int:
    """How many people were asked; fewer than the smallest group cannot answer unknown."""
    return _people(access, survey).aggregate(n=Count("person", distinct=True))["n"] or 0


def sharing_of(access: Access, survey: Survey, traits: Traits) -> Sharing:
    """Among those who began: who answered is one of them, so this is the group they vanish in."""
    channel = Q(channel=traits.channel)
    language = (
        channel & Q(language=traits.language) if traits.channel else Q(language=traits.language)
    )
    segment = language & Q(person__segment=traits.segment)
    wanted = {"by_channel": channel, "by_language": language, "by_segment": segment}
    counts = {key: Count("person", distinct=True, filter=one) for key, one in wanted.items()}
    began = _people(access, survey).filter(answered_at__isnull=False)
    found = began.aggregate(**counts)
    return Sharing(
        channel=found["by_channel"], language=found["by_language"], segment=found["by_segment"]
    )


def anonymous_surveys(access: Access) -> list[Survey]:
    """Those of the workspace."""
    access.require(Permission.SURVEY_READ)
    return list(Survey.objects.visible_to(access).filter(privacy=Privacy.ANONYMOUS).order_by("pk"))


def workspaces_with_anonymous_surveys(access: Access) -> list[Workspace]:
    """Where there is one, for the job."""
    access.require(Permission.SURVEY_SEND)
    ids = Survey.objects.filter(privacy=Privacy.ANONYMOUS).order_by().values("workspace_id")
    return list(Workspace.objects.filter(pk__in=ids).order_by("pk"))


def _people(access: Access, survey: Survey) -> QuerySet[Invitation, Any]:
    rows = Invitation.objects.visible_to(access).counted()
    return rows.filter(survey=survey, person__isnull=False)
