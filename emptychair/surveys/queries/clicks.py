"""Visits to the links of a mail, and clicks that nobody confirmed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.finding import shown_name
from emptychair.surveys.models import Invitation, Response, Survey, Visit
from emptychair.surveys.rules.clicks import SCORE, Request
from emptychair.surveys.rules.scores import tone_of
from emptychair.surveys.types.definition import Aside

CLICK_KEY = "click:"  # external_id of a doubtful answer: "click:17" for invitation 17
SUPERSEDED = "superseded"  # property of one whose person answered since


@dataclass(frozen=True, slots=True, kw_only=True)
class ClickRow:
    """A click that nobody confirmed, fit to show."""

    id: int
    person_id: int | None
    name: str
    score: int | None
    tone: str
    clicked_at: datetime


def unconfirmed_clicks(access: Access, survey: Survey) -> QuerySet[Response]:
    """Clicks on a score that nobody confirmed until now, newest first; page or count them."""
    access.require(Permission.SURVEY_READ)
    rows = Response.objects.visible_to(access).filter(
        survey=survey, aside=Aside.DOUBTFUL.value, external_id__startswith=CLICK_KEY
    )
    return rows.exclude(properties__has_key=SUPERSEDED).newest_first()


def click_rows(access: Access, survey: Survey, *, limit: int = 5) -> list[ClickRow]:
    """The newest of them."""
    rows = unconfirmed_clicks(access, survey).select_related("person")
    return [
        ClickRow(
            id=one.pk,
            person_id=one.person_id,
            name=shown_name(access, one.person) if one.person else "",
            score=one.score,
            tone=tone_of(one.metric, one.score),
            clicked_at=one.answered_at,
        )
        for one in rows[:limit]
    ]


def requests_of(access: Access, invitation: Invitation, *, until: datetime) -> list[Request]:
    """All that followed the links of one mail until then, oldest first."""
    rows = Visit.objects.visible_to(access).filter(invitation=invitation, visited_at__lte=until)
    rows = rows.order_by("visited_at", "pk")
    return [
        Request(
            link=one.link,
            method=one.method,
            visitor=f"{one.address_hash} {one.agent}",
            agent=one.agent,
            is_prefetch=one.is_prefetch,
            at=one.visited_at,
        )
        for one in rows
    ]


def count_of_visits(access: Access, invitation: Invitation, *, most: int) -> int:
    """How many there are; it stops counting at the most."""
    rows = Visit.objects.visible_to(access).filter(invitation=invitation)
    return rows.values("pk")[:most].count()


def was_clicked_since(access: Access, invitation: Invitation, *, since: datetime) -> bool:
    """Whether a score of this mail was followed since then."""
    rows = Visit.objects.visible_to(access).filter(invitation=invitation)
    return rows.filter(link__startswith=SCORE, visited_at__gte=since).exists()


def workspace_of_invitation(access: Access, invitation_id: int) -> Workspace | None:
    """Whose invitation this is, for the job that has only its number."""
    access.require(Permission.SURVEY_SEND)
    found = Invitation.objects.select_related("workspace").filter(pk=invitation_id).first()
    return found.workspace if found else None
