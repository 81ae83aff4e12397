"""Colleagues, the audit trail, and mail that comes in."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import audit_entries, members_of
from emptychair.accounts.types import AuditFilters
from emptychair.api.auth import access_of
from emptychair.api.pages import Page, PageQuery, page_of
from emptychair.api.schemas.moving import AuditOut, MailOut, MemberOut
from emptychair.messaging.services.inbound import receive_mail

router = Router(tags=["house"])


@router.get("/members", response=list[MemberOut], summary="Colleagues", operation_id="members")
def list_members(request: HttpRequest) -> Any:
    """Everybody in the workspace."""
    return [
        {
            "user_id": one.user_id,
            "name": one.name,
            "email": one.email,
            "role": str(one.role),
            "team_ids": sorted(one.team_ids),
        }
        for one in members_of(access_of(request, Permission.CASE_READ))
    ]


@router.get("/audit", response=Page[AuditOut], summary="Audit trail", operation_id="audit")
def list_audit(request: HttpRequest, page: Query[PageQuery], action: str = "") -> Any:
    """Who changed what, newest first."""
    rows = audit_entries(access_of(request, Permission.AUDIT_READ), AuditFilters(action=action))
    return page_of(rows, page, _entry)


@router.post(
    "/inbound-mail",
    response={201: MailOut},
    summary="Take in a mail",
    operation_id="receive_mail",
    openapi_extra={"requestBody": {"content": {"message/rfc822": {"schema": {"type": "string"}}}}},
)
def put_mail(request: HttpRequest) -> Any:
    """One mail as it came (RFC 822) in the body; needs `mail:receive`. Twice is once."""
    mail = receive_mail(access_of(request, Permission.MAIL_RECEIVE), request.body)
    return Status(201, {"id": mail.pk if mail else None})


def _entry(row: Any) -> dict[str, Any]:
    plain = {
        name: getattr(row, name)
        for name in ("actor_kind", "action", "subject_kind", "subject_id", "before", "after")
    }
    return {**plain, "happened_at": row.created_at, "actor": row.actor_label}
