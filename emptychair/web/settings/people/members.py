"""Who is in the workspace, in which role."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission, Role
from emptychair.accounts.queries import member_with_id, members_of, open_invitations, teams_of
from emptychair.accounts.scope_words import role_name, role_sentences
from emptychair.accounts.services.members import change_role, remove_member
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.web.settings.people.forms import InviteForm, roles_to_give
from emptychair.web.settings.people.invitations import invite


def members(request: HttpRequest) -> HttpResponse:
    """The list, open invitations, and the form to invite."""
    access = access_from(request)
    access.require(Permission.MEMBER_MANAGE)
    teams = [(team.pk, team.name) for team in teams_of(access)]
    owner = access.may(Permission.WORKSPACE_MANAGE)
    form = InviteForm(request.POST if request.method == "POST" else None, teams=teams, owner=owner)
    if request.method == "POST" and form.is_valid():
        return invite(request, access, form.cleaned_data)
    found = {"form": form, "roles": role_sentences(), **_lists(access, dict(teams), owner=owner)}
    found["link"] = request.session.pop("invitation_link", "")
    status = 422 if form.errors else 200
    return render(request, "settings/people/members.html", found, status=status)


@require_POST
def role(request: HttpRequest, user_id: int) -> HttpResponse:
    """Give somebody another role."""
    access = access_from(request)
    access.require(Permission.MEMBER_MANAGE)
    membership = member_with_id(access, user_id)
    try:
        wanted = Role(request.POST.get("role", ""))
    except ValueError:
        raise Invalid from None
    change_role(access, membership, role=wanted)
    words = {"name": membership.user, "role": role_name(wanted)}
    messages.success(request, _("%(name)s: the role is now %(role)s.") % words)
    return redirect("members")


def remove(request: HttpRequest, user_id: int) -> HttpResponse:
    """Ask, then take somebody out."""
    access = access_from(request)
    access.require(Permission.MEMBER_MANAGE)
    membership = member_with_id(access, user_id)
    if request.method == "POST":
        remove_member(access, membership, now=timezone.now())
        words = {"name": membership.user}
        messages.success(request, _("%(name)s is no longer in the workspace.") % words)
        return redirect("members")
    found = {"member": membership, "myself": user_id == access.user_id}
    return render(request, "settings/people/member_remove.html", found)


def _lists(access: Access, teams: dict[int, str], *, owner: bool) -> dict[str, Any]:
    rows = [
        {
            "member": one,
            "role": role_name(one.role),
            "teams": [teams[key] for key in one.team_ids if key in teams],
            "may_change": owner or one.role is not Role.OWNER,
        }
        for one in members_of(access)
    ]
    waiting = [
        {"invitation": one, "role": role_name(Role(one.role))} for one in open_invitations(access)
    ]
    return {"rows": rows, "waiting": waiting, "choices": roles_to_give(owner=owner)}
