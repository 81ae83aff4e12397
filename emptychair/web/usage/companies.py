"""Companies, and people by themselves, by their use: what drops, what is paid for and not used."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.jobs import enqueue
from emptychair.usage.queries.definitions import counting_state
from emptychair.usage.queries.lists import (
    SORTS,
    USUAL_SORT,
    VIEWS,
    UseRow,
    UseTotals,
    companies_by_use,
    use_rows,
    use_totals,
)
from emptychair.usage.queries.people_lists import (
    kinds_in_use,
    people_by_use,
    people_totals,
    person_use_rows,
)
from emptychair.usage.types import TrialState
from emptychair.usage.words import change_tone, change_words, limits_words
from emptychair.web.ui.file_heads import heads
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page
from emptychair.web.usage.table_file import as_csv

VIEW_WORDS = {
    "all": gettext_lazy("All companies"),
    "dropping": pgettext_lazy("use", "Dropping"),
    "gone": gettext_lazy("Not used for four weeks"),
    "rising": pgettext_lazy("use", "Rising"),
    "unused": gettext_lazy("Unused seats"),
    "none": gettext_lazy("No use ever seen"),
    "trials": gettext_lazy("On trial"),
}
PEOPLE_WORDS = {**VIEW_WORDS, "all": gettext_lazy("All people")}
SORT_WORDS = {
    "change": gettext_lazy("Largest drop"),
    "unused": gettext_lazy("Money for unused seats"),
    "actions": gettext_lazy("Most actions"),
    "last": gettext_lazy("Longest without use"),
    "trial": gettext_lazy("End of the trial"),
    "name": pgettext_lazy("customer", "Name"),
}
MOST_IN_FILE = 100_000


@require_safe
def use(request: HttpRequest) -> HttpResponse:
    """The list of companies; of people where only their use is known."""
    access = access_from(request)
    kinds = kinds_in_use(access)
    if kinds == ["person"] and not request.GET:
        return redirect("use-people")
    view, text, sort = _asked(request)
    page = paginate(request, companies_by_use(access, view=view, text=text, sort=sort).only("pk"))
    rows, totals = use_rows(access, page.items), use_totals(access)
    context = {**_context(request, access, totals, "company"), "page": page, "rows": _shown(rows)}
    context["kinds"] = _kinds(kinds, "company")
    return render_page(request, "usage/companies.html", context, part="usage/_companies.html")


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The list of people and households in no company."""
    access = access_from(request)
    view, text, sort = _asked(request)
    page = paginate(request, people_by_use(access, view=view, text=text, sort=sort).only("pk"))
    rows, totals = person_use_rows(access, page.items), people_totals(access)
    context = {**_context(request, access, totals, "person"), "page": page, "rows": _shown(rows)}
    context["kinds"] = _kinds(kinds_in_use(access), "person")
    return render_page(request, "usage/companies.html", context, part="usage/_companies.html")


@require_safe
def use_file(request: HttpRequest) -> HttpResponse:
    """The list as CSV."""
    access = access_from(request)
    access.require(Permission.DATA_EXPORT)
    view, text, sort = _asked(request)
    found = list(companies_by_use(access, view=view, text=text, sort=sort)[:MOST_IN_FILE])
    return as_csv("use-of-companies", _lines("company", found, partial(use_rows, access)))


@require_safe
def people_file(request: HttpRequest) -> HttpResponse:
    """The list of people as CSV."""
    access = access_from(request)
    access.require(Permission.DATA_EXPORT)
    view, text, sort = _asked(request)
    found = list(people_by_use(access, view=view, text=text, sort=sort)[:MOST_IN_FILE])
    return as_csv("use-of-people", _lines("person", found, partial(person_use_rows, access)))


@require_POST
def count_now(request: HttpRequest) -> HttpResponse:
    """Count what is new and make the lists anew."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    enqueue("usage.read_workspace", workspace_id=access.workspace.pk)
    messages.success(request, _("It is being counted. Load the page again in a moment."))
    return redirect("use")


def _asked(request: HttpRequest) -> tuple[str, str, str]:
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "all"
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else USUAL_SORT[view]
    return view, request.GET.get("q", "").strip()[:100], sort


def _count(totals: UseTotals, view: str) -> int:
    counts = {
        "all": totals.companies,
        "dropping": totals.dropping,
        "gone": totals.gone,
        "rising": totals.rising,
        "none": totals.never_seen,
        "trials": totals.trials,
    }
    return counts.get(view, -1)


def _context(request: HttpRequest, access: Access, totals: UseTotals, kind: str) -> dict[str, Any]:
    view, text, sort = _asked(request)
    state, words = counting_state(access), VIEW_WORDS if kind == "company" else PEOPLE_WORDS
    return {
        "kind": kind,
        "here": reverse("use" if kind == "company" else "use-people"),
        "file": reverse("use-file" if kind == "company" else "use-people-file"),
        "view": view,
        "text": text,
        "sort": sort,
        "views": [(one, words[one], _count(totals, one), one == view) for one in VIEWS],
        "sorts": [(one, words, one == sort) for one, words in SORT_WORDS.items()],
        "totals": totals,
        "as_of": state.read_at if state else None,
        "recount_wanted": bool(state and state.recount_wanted),
        "may_write": access.may(Permission.CUSTOMER_WRITE),
        "may_export": access.may(Permission.DATA_EXPORT) and totals.companies > 0,
        "may_make_keys": access.may(Permission.TOKEN_CREATE),
        "query": request.GET.urlencode(),
    }


def _kinds(known: list[str], here: str) -> list[tuple[str, Any, bool]]:
    """Tabs, where use of both is known."""
    if len(known) < 2:
        return []
    return [
        (reverse(route), words, kind == here)
        for kind, route, words in (
            ("company", "use", gettext_lazy("Companies")),
            ("person", "use-people", gettext_lazy("People by themselves")),
        )
    ]


def _shown(rows: list[UseRow]) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "change": change_words(row),
            "limits": limits_words(row),
            "tone": change_tone(row),
        }
        for row in rows
    ]


def _lines(
    kind: str, found: list[Any], readable: Callable[[list[Any]], list[UseRow]]
) -> Iterator[list[Any]]:
    of_seats = ("seats", "unused_seats", "unused_value_a_year", "currency")
    people, seats = ((), ()) if kind == "person" else (("people_28",), of_seats)
    yield [
        *heads("id", "name", "active_days_28", *people, "actions_28", "actions_28_before"),
        *heads("features_28", "last_day", "change", "ratio", "ratio_low", "ratio_high", *seats),
        *heads("renews_on", "trial", "ends_on"),
    ]
    for start in range(0, len(found), 1000):
        for row in readable(found[start : start + 1000]):
            yield [
                *(row.company_id or row.person_id, row.name, row.active_days),
                *((row.users,) if people else ()),
                *(row.actions, row.before_actions, row.features, row.last_day),
                *(change_words(row), row.ratio, row.low, row.high),
                *((row.seats, row.unused_seats, row.unused_value, row.currency) if seats else ()),
                *(row.renews_on, _trial_words(row.trial), row.trial_ends_on),
            ]


def _trial_words(state: str) -> str:
    return str(TrialState(state).label) if state else ""
