"""Teams: who answers for which touchpoint."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import member_with_id, members_of, team_with_id, teams_of
from emptychair.accounts.services.teams import (
    add_to_team,
    change_team,
    create_team,
    delete_team,
    remove_from_team,
)
from emptychair.http.access import access_from
from emptychair.web.settings.people.forms import TeamForm, TeamMembersForm

if TYPE_CHECKING:
    from emptychair.accounts.models import Team


def teams(request: HttpRequest) -> HttpResponse:
    """All teams, and a form for another."""
    access = _access(request)
    form = TeamForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = create_team(access, **form.cleaned_data)
        messages.success(request, _("The team %(name)s was made.") % {"name": made.name})
        return redirect("team", team_id=made.pk)
    people = members_of(access)
    rows = [
        (team, [one.name for one in people if team.pk in one.team_ids]) for team in teams_of(access)
    ]
    found = {"rows": rows, "form": form}
    return render(request, "settings/people/teams.html", found, status=422 if form.errors else 200)


def team(request: HttpRequest, team_id: int) -> HttpResponse:
    """One team: its words and its members."""
    access = _access(request)
    here = team_with_id(access, team_id)
    people = members_of(access)
    inside = {one.user_id for one in people if here.pk in one.team_ids}
    words = {"name": here.name, "kind": here.kind, "address": here.address}
    form = TeamForm(request.POST if request.method == "POST" else None, initial=words)
    choices = [(one.user_id, one.name) for one in people]
    who = TeamMembersForm(
        request.POST if request.method == "POST" else None,
        people=choices,
        initial={"members": inside},
    )
    if request.method == "POST" and form.is_valid() and who.is_valid():
        change_team(access, here, **form.cleaned_data)
        _set_members(access, here, inside, set(who.cleaned_data["members"]))
        messages.success(request, _("The team was changed."))
        return redirect("teams")
    found = {"team": here, "form": form, "who": who}
    status = 422 if form.errors or who.errors else 200
    return render(request, "settings/people/team.html", found, status=status)


def delete(request: HttpRequest, team_id: int) -> HttpResponse:
    """Ask, then dissolve a team."""
    access = _access(request)
    here = team_with_id(access, team_id)
    if request.method == "POST":
        name = here.name
        delete_team(access, here)
        messages.success(request, _("The team %(name)s was dissolved.") % {"name": name})
        return redirect("teams")
    return render(request, "settings/people/team_delete.html", {"team": here})


def _access(request: HttpRequest) -> Access:
    access = access_from(request)
    access.require(Permission.TEAM_MANAGE)
    return access


def _set_members(access: Access, here: "Team", inside: set[int], wanted: set[int]) -> None:
    for user_id in wanted - inside:
        add_to_team(access, here, member_with_id(access, user_id).user)
    for user_id in inside - wanted:
        remove_from_team(access, here, member_with_id(access, user_id).user)
