"""Who is silent: the list, cut to what the team can do."""

from collections.abc import Iterator
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import members_of
from emptychair.http.access import access_from
from emptychair.kit.periods import local_day
from emptychair.silence.loss_words import percent_words
from emptychair.silence.queries.readings import (
    SORTS,
    Room,
    SilentRows,
    Wanted,
    overview,
    room_of,
    silent_customers,
)
from emptychair.silence.queries.settings import settings_of
from emptychair.silence.services.prices import ask_for_reading
from emptychair.silence.types import Basis
from emptychair.web.silence.files import Line, as_csv
from emptychair.web.silence.words import rights, shown
from emptychair.web.ui.file_heads import heads, kind_words
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

LEAST_FALSE = 0.1  # customers; nobody is sure that none of them is a false flag
SHOWS = {
    "week": pgettext_lazy("silence", "This week"),
    "all": pgettext_lazy("silence", "All silent"),
    "contacted": pgettext_lazy("silence", "Contacted"),
    "snoozed": pgettext_lazy("silence", "Put off"),
    "paused": pgettext_lazy("silence", "Known pause"),
}
SORT_WORDS = {
    "priority": gettext_lazy("What can still be changed"),
    "value": gettext_lazy("Value a year"),
    "gap": gettext_lazy("Longest silence"),
    "far": gettext_lazy("Rarest for them"),
}
KINDS = {"company": gettext_lazy("Companies"), "person": gettext_lazy("People")}


@require_safe
def silence(request: HttpRequest) -> HttpResponse:
    """The silent, most to be changed first."""
    access = access_from(request)
    wanted, today = wanted_from(request), _today(access)
    found = overview(access)
    rows = paginate(request, silent_customers(access, wanted, today=today))
    room = room_of(access, today=today)
    context = {
        **rights(access),
        "found": found,
        "false_words": percent_words(found.false_share) if found else "",
        "room": room,
        "room_false": percent_words(room.false_share) if room.false_share is not None else "",
        "room_false_count": round((room.false_share or 0) * room.listed, 1),
        "room_false_few": LEAST_FALSE if _is_few(room) else 0,
        "cut": percent_words(settings_of(access).cut),
        "rows": [shown(one) for one in rows],
        "page": rows,
        "wanted": wanted,
        "shows": [(key, words, key == wanted.show) for key, words in SHOWS.items()],
        "sorts": [(key, words, key == wanted.sort) for key, words in SORT_WORDS.items()],
        "kinds": [(key, words, key == wanted.kind) for key, words in KINDS.items()],
        "owners": _owners(access, wanted),
        "query": request.GET.urlencode(),
    }
    return render_page(request, "silence/silence.html", context, part="silence/_silence.html")


def _is_few(room: Room) -> bool:
    """Whether so few false flags are expected that a tenth of one is too many to say."""
    return (room.false_share or 0) * room.listed < LEAST_FALSE


@require_safe
def table_file(request: HttpRequest) -> HttpResponse:
    """The same list as CSV."""
    access = access_from(request)
    access.require(Permission.DATA_EXPORT)
    today = _today(access)
    rows = silent_customers(access, wanted_from(request), today=today)
    return as_csv(f"silent-{today}", list(_lines(rows)))


@require_POST
def refresh(request: HttpRequest) -> HttpResponse:
    """Read everybody now."""
    access = access_from(request)
    ask_for_reading(access)
    messages.success(request, _("Everybody is being read. Look again in a minute."))
    return redirect("silence")


def wanted_from(request: HttpRequest) -> Wanted:
    """What the filters ask for; what is not understood is as usual."""
    given = request.GET
    owner = given.get("owner", "")
    return Wanted(
        text=given.get("q", "").strip()[:100],
        show=given.get("show", "") if given.get("show") in SHOWS else "week",
        sort=given.get("sort", "") if given.get("sort") in SORTS else "priority",
        kind=given.get("kind", "") if given.get("kind") in KINDS else "",
        basis=given.get("basis", "") if given.get("basis") in Basis.values else "",
        owner=int(owner) if owner.isascii() and owner.isdigit() and len(owner) < 12 else 0,
    )


def _owners(access: Access, wanted: Wanted) -> list[tuple[int, str, bool]]:
    return [(one.user_id, one.name, one.user_id == wanted.owner) for one in members_of(access)]


def _today(access: Access) -> date:
    return local_day(timezone.now(), access.workspace.zone)


def _lines(rows: SilentRows) -> Iterator[Line]:
    yield heads(
        *("kind", "id", "name", "as_of", "last_seen", "gap_days", "expected_days"),
        *("longest_usual_days", "percentile", "basis", "false_flag_chance", "p_alive"),
        *("value_a_year", "last_touchpoint", "last_message", "owner", "words"),
    )
    for one in rows:
        yield (
            kind_words(one.kind),
            one.id,
            one.name,
            one.as_of.isoformat(),
            one.last_seen.isoformat(),
            one.gap,
            _rounded(one.expected),
            _rounded(one.longest_usual),
            _rounded(one.percentile, 4),
            str(Basis(one.basis).label),
            _rounded(one.false_share, 3),
            _rounded(one.p_alive, 3),
            one.value,
            one.last_touchpoint,
            one.last_message,
            one.owner,
            shown(one).words,
        )


def _rounded(value: float | None, digits: int = 1) -> float | None:
    return None if value is None else round(value, digits)
