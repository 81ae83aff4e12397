"""Surveys of several pages behind the link of an invitation, and the pictures in them."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.surveys.pictures import picture_file
from emptychair.surveys.queries import AnswerVisit
from emptychair.surveys.rules.privacy import is_anonymous
from emptychair.surveys.services.sitting import sitting_by_link
from emptychair.surveys.types import LinkState
from emptychair.surveys.types.definition import Aside
from emptychair.web.respond.clicks import confirm_of_pages
from emptychair.web.respond.door import Door, given_with, to_carry
from emptychair.web.respond.paged import respond

LATE = "late"  # somebody wants to answer although the survey has ended


def is_shut(request: HttpRequest, visit: AnswerVisit) -> bool:
    """Whether the link only says why it no longer works.

    Who comes after the end and still wants to say something may; it is kept aside.
    """
    if visit.state is LinkState.OPEN:
        return False
    if is_anonymous(visit.invitation.survey.privacy):
        return True
    comes_late = request.method == "POST" or LATE in request.GET
    return not (visit.state is LinkState.CLOSED and comes_late)


def is_late(visit: AnswerVisit) -> bool:
    """Whether what they say is read, and not counted."""
    said = visit.response
    return visit.state is LinkState.CLOSED or (said is not None and said.aside == Aside.LATE)


def answer_by_pages(
    request: HttpRequest, token: str, visit: AnswerVisit, *, aside: str = ""
) -> HttpResponse:
    """A survey of several pages, for whoever was invited."""
    given = given_with(request)
    wish = request.POST.get("language") or request.GET.get("language") or ""
    sitting = sitting_by_link(visit.access, visit, language=wish, given=given, aside=aside)
    carried = to_carry(sitting, given)
    if visit.state is LinkState.CLOSED:
        carried[LATE] = "1"
    door = Door(
        address=reverse("answer", args=[token]),
        sender_address=visit.access.workspace.sender_address,
        stop_link=reverse("answer-stop", args=[token]),
        state=visit.state,
        until=visit.invitation.expires_at,
        carried=carried,
        confirm=confirm_of_pages(request, token, visit, sitting),
    )
    return respond(request, sitting, door)


@require_safe
def picture(request: HttpRequest, workspace_id: int, name: str) -> FileResponse:
    """A picture of a survey; its name is made of what is in it, so it never changes."""
    del request
    path, kind = picture_file(Access.system(None, "answer page"), workspace_id, name)
    response = FileResponse(path.open("rb"), content_type=kind)
    patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    response["X-Content-Type-Options"] = "nosniff"
    return response
