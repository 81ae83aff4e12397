"""All settings, each with a sentence."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from

P = Permission


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of settings: its route, what it is called, what it is for, who may use it."""

    route: str
    title: str | Promise
    sentence: str | Promise
    needs: Permission | None = None
    address: str = ""


MINE = (
    Entry("profile", _("Profile"), _("Your name, language, password and second factor.")),
    Entry("workspaces", _("Workspaces"), _("Go to another one, or make a new one.")),
)
COMPANY = (
    Entry(
        "workspace",
        _("Workspace"),
        _("Name, days and hours of work, fiscal year, the sender of mails."),
        P.WORKSPACE_MANAGE,
    ),
    Entry(
        "members", _("Members"), _("Who is in, in which role; invite colleagues."), P.MEMBER_MANAGE
    ),
    Entry("teams", _("Teams"), _("Who answers for which touchpoint."), P.TEAM_MANAGE),
    Entry(
        "contact-rule", _("Contact rule"), _("How often a customer may be asked."), P.SURVEY_WRITE
    ),
)
DATA = (
    Entry("data", _("Data"), _("Bring data in from files, take all of it out."), P.DATA_IMPORT),
    Entry(
        "sending",
        _("Sending domain"),
        _("What has to stand in the DNS so that your mails arrive."),
        P.WORKSPACE_MANAGE,
    ),
    Entry(
        "texting",
        _("SMS and LINE"),
        _("What to set and to paste where, and a message to yourself."),
        P.WORKSPACE_MANAGE,
    ),
    Entry("outbox", _("Outbox"), _("Each mail as the customer sees it."), P.MESSAGE_READ),
)
MACHINES = (
    Entry("tokens", _("Tokens"), _("Keys with which other programs come in."), P.TOKEN_CREATE),
    Entry(
        "delighted",
        _("Programs made for Delighted"),
        _("Keys and webhooks for whatever spoke with Delighted."),
        P.TOKEN_CREATE,
    ),
    Entry("audit", _("Audit trail"), _("Who changed what, and what it was before."), P.AUDIT_READ),
    Entry("jobs", _("Background jobs"), _("What runs, what waits, what failed."), P.JOB_READ),
)
GROUPS = (
    (_("You"), MINE),
    (_("Your company"), COMPANY),
    (_("Data and mails"), DATA),
    (_("Machines and safety"), MACHINES),
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Those pages that are there and that this person may use."""
    access = access_from(request)
    groups = [(title, _usable(access, entries)) for title, entries in GROUPS]
    found = {"groups": [(title, entries) for title, entries in groups if entries]}
    return render(request, "settings/people/index.html", found)


def _usable(access: Access, entries: tuple[Entry, ...]) -> list[Entry]:
    allowed = [one for one in entries if one.needs is None or access.may(one.needs)]
    placed = [
        Entry(one.route, one.title, one.sentence, one.needs, _address_of(one.route))
        for one in allowed
    ]
    return [one for one in placed if one.address]


def _address_of(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""
