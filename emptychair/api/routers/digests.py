"""Regular reports: listed, made, downloaded."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Status

from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.schemas.digests import DigestOut, IssueOut, MakeIn
from emptychair.digests.queries.digests import (
    digest_with_id,
    digests_of,
    issue_with_id,
    issues_of,
    period_named,
)
from emptychair.digests.queries.files import content_of_file, file_of
from emptychair.digests.services.making import make_issue
from emptychair.digests.types import CONTENT_TYPES
from emptychair.kit.errors import NotFound

if TYPE_CHECKING:
    from emptychair.digests.models import DigestIssue

router = Router(tags=["reports"])


@router.get("/digests", response=list[DigestOut], summary="Regular reports", operation_id="digests")
def list_digests(request: HttpRequest) -> Any:
    """All of the workspace, by name."""
    access = access_of(request, Permission.REPORT_READ)
    return [
        {
            "id": one.digest.pk,
            "name": one.digest.name,
            "audience": one.digest.audience,
            "cadence": one.digest.cadence,
            "forms": one.digest.forms,
            "language": one.digest.language,
            "paused": one.digest.paused_at is not None,
            "next_at": one.next_at,
        }
        for one in digests_of(access, now=timezone.now())
    ]


@router.get(
    "/digests/{digest_id}/issues",
    response=list[IssueOut],
    summary="Issues of a regular report",
    operation_id="digest_issues",
)
def list_issues(request: HttpRequest, digest_id: int) -> Any:
    """What was made, the newest first."""
    access = access_of(request, Permission.REPORT_READ)
    return [_issue(one) for one in issues_of(access, digest_with_id(access, digest_id))]


@router.post(
    "/digests/{digest_id}/issues",
    response={200: IssueOut, 201: IssueOut},
    summary="Make a regular report now",
    operation_id="make_digest",
)
def make_now(request: HttpRequest, digest_id: int, body: MakeIn) -> Any:
    """Made once a period: sent again it answers with what was made (200). Nobody is mailed."""
    access = access_of(request, Permission.PROGRAMME_MANAGE)
    digest, now = digest_with_id(access, digest_id), timezone.now()
    period = period_named(access, digest, body.period, now=now)
    issue, new = make_issue(access, digest, period, now=now)
    return Status(201 if new else 200, _issue(issue))


@router.get(
    "/digests/issues/{issue_id}/{form}",
    summary="A file of a regular report",
    operation_id="digest_file",
    openapi_extra={"responses": {200: {"description": "The file: pdf, xlsx or pptx"}}},
)
def download(request: HttpRequest, issue_id: int, form: str) -> HttpResponse:
    """Without names, unless the report has them and the token may see them."""
    access = access_of(request, Permission.REPORT_READ)
    if form not in CONTENT_TYPES:
        raise NotFound
    found = file_of(access, issue_with_id(access, issue_id), form)
    answer = HttpResponse(content_of_file(access, found), content_type=CONTENT_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    return answer


def _issue(one: "DigestIssue") -> dict[str, Any]:
    plain = ("id", "period", "first", "end", "title", "summary", "failed_parts", "made_at")
    files = sorted({file.form for file in one.files.all()})
    return {**{name: getattr(one, name) for name in plain}, "sent_at": one.sent_at, "files": files}
