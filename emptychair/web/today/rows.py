"""A row of Today as the page shows it: where its subject is, and what may be done with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.agenda.queries import rows_in_words
from emptychair.agenda.rules.ordering import is_overdue
from emptychair.kit.agenda import AgendaItem, AgendaRow
from emptychair.web.ui.menu import address_or_nothing

MOST_BUTTONS = 2
_NUMBER = 913_107  # stands for that of a subject while the address of its page is looked up
IN_CASE = {"reply": _("Reply"), "ask_how": _("Ask how it goes"), "thank": _("Say thanks")}
TO_SUBJECT = {"open": _("Open"), "tell": _("Tell them"), "decide": _("Decide")}
BY_FORM = {"call_noted": _("Called"), "assign": _("Hand over")}
IN_MENU = ("snooze", "dismiss")
# kind of subject: route of its page, and whether the number stands in the address or after "?"
PAGES = {
    "case": "case",
    "person": "person",
    "company": "company",
    "touchpoint": "touchpoint",
    "initiative": "initiative",
    "survey": "survey",
    "message": "outbox-message",
    "pause": "outbox-pause",
    "task": "programme-task",
    "escalation": "escalation",
    "initiative_effect": "initiative-effect",
    "drivers": "drivers-of-survey",
    "guard": "scorecard-warning",
    "figure": "scorecard-figure-id",
    "alert": "alert",
    "renewal": "renewal",
    "risk_model": "risk-model",
    "plan": "plan",
    "request": "request",
    "kpi": "kpi",
    "company_use": "company-use",
    "touch_group": "touch-group",
    "capacity": "touch-capacity-of",
    "organisation": "organisation",
    "playbook_run": "playbook-run",
}


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to do: a link, a form that opens in the row, or a form to send at once."""

    how: str  # link, open, send
    words: str | Promise
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """The item with its addresses."""

    item: AgendaItem
    address: str
    buttons: tuple[Button, ...]
    more: str  # where the rest of the actions is, or nothing
    owner: str
    overdue: bool

    @property
    def sign_is_a_score(self) -> bool:
        """A number stands in the box as it is; else it is the name of a sign."""
        return any(map(str.isdigit, self.item.sign))


def rows_of(
    access: Access, rows: Iterable[AgendaRow], *, now: datetime, owners: dict[int, str]
) -> list[Row]:
    """The rows in words, with what this access may do. `owners` are names by user id."""
    return [_row(access, item, now, owners) for item in rows_in_words(access, rows, now=now)]


def address_of(subject: tuple[str, int]) -> str:
    """The page of a subject, or nothing when it has none."""
    route, number = PAGES.get(subject[0]), subject[1]
    if route is None or number < 0:
        return ""
    return _page(route, _NUMBER).replace(str(_NUMBER), str(number))


@cache
def _page(route: str, *numbers: int) -> str:
    """Where a route leads, looked up once; to nowhere if there is none."""
    try:
        return reverse(route, args=numbers)
    except NoReverseMatch:
        return ""


def _row(access: Access, item: AgendaItem, now: datetime, owners: dict[int, str]) -> Row:
    address = address_of(item.subject)
    may_act = access.may(Permission.AGENDA_ACT)
    found = [_button(access, item, action, address) for action in item.actions]
    buttons = tuple(button for button in found if button)[:MOST_BUTTONS]
    return Row(
        item=item,
        address=address,
        buttons=buttons,
        more=row_address(item.key, "more") if may_act else "",
        owner=owners.get(item.assignee_id or 0, ""),
        overdue=is_overdue(item, now),
    )


def row_address(key: str, wanted: str) -> str:
    """Where the forms of a row are."""
    return f"{_page('today-row')}?{urlencode({'key': key, 'do': wanted})}"


def _button(access: Access, item: AgendaItem, action: str, address: str) -> Button | None:
    if action in IN_CASE:
        return _case_button(access, item, action, address)
    if action in TO_SUBJECT and address:
        anchor = "#tell" if action == "tell" else ""
        return Button("link", TO_SUBJECT[action], address + anchor)
    if action == "ask":
        return _ask_button(access, item)
    if action in BY_FORM and access.may(Permission.AGENDA_ACT):
        wanted = "call" if action == "call_noted" else "give"
        return Button("open", BY_FORM[action], row_address(item.key, wanted))
    return _routed_button(access, item, action)


def _case_button(access: Access, item: AgendaItem, action: str, address: str) -> Button | None:
    if not access.may(Permission.CASE_WRITE):
        return None
    if item.subject[0] == "case":
        return Button("link", IN_CASE[action], f"{address}#reply") if address else None
    return Button("send", IN_CASE[action], _page("today-case"))


def _ask_button(access: Access, item: AgendaItem) -> Button | None:
    """To where a survey is sent to one person, if the contact rule lets it."""
    if not item.person_id or not access.may(Permission.SURVEY_SEND):
        return None
    return Button("link", _("Ask them"), f"{address_of(('person', item.person_id))}#ask")


def _routed_button(access: Access, item: AgendaItem, action: str) -> Button | None:
    routes = {
        "playbook": ("playbook-choose", _("Start a playbook"), Permission.CUSTOMER_WRITE),
        "see_voices": ("voices", _("See the voices"), Permission.VOICE_READ),
        "start_initiative": (
            "initiative-new",
            _("Start an improvement"),
            Permission.INITIATIVE_WRITE,
        ),
    }
    if action not in routes:
        return None
    route, words, needs = routes[action]
    address = address_or_nothing(route)
    if not address or not access.may(needs):
        return None
    kind, number = item.subject
    return Button("link", words, f"{address}?{urlencode({kind: number})}")
