"""The form for customers: whether it is open, and whose an address is."""

from dataclasses import dataclass

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.intake.errors import FormClosed
from emptychair.intake.links import form_token, read_form_token

SETTING = "request_form"


@dataclass(frozen=True, slots=True)
class FormState:
    """Whether customers can write, and where."""

    is_open: bool
    token: str


@dataclass(frozen=True, slots=True)
class FormVisit:
    """Somebody at the form; `access` acts for them inside the product."""

    access: Access
    company: str
    language: str


def form_state(access: Access) -> FormState:
    """As it is now."""
    access.require(Permission.CASE_READ)
    kept = access.workspace.settings.get(SETTING) or {}
    token = form_token(access.workspace.pk, int(kept.get("number", 0)))
    return FormState(bool(kept.get("open")), token if kept.get("open") else "")


def visit_by_form(access: Access, token: str) -> FormVisit:
    """Whose form it is. Raises `FormClosed`: unsigned, closed, or replaced by a new address."""
    read = read_form_token(token)
    workspace = Workspace.objects.filter(pk=read[0]).first() if read else None
    if read is None or workspace is None or (access.place and access.place.pk != workspace.pk):
        raise FormClosed
    kept = workspace.settings.get(SETTING) or {}
    if not kept.get("open") or int(kept.get("number", 0)) != read[1]:
        raise FormClosed
    inside = Access.system(workspace, "form for wishes")
    return FormVisit(inside, workspace.sender_name or workspace.name, workspace.language)
