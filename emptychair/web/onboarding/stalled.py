"""Who is stuck on the way."""

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
from emptychair.http.access import access_from
from emptychair.kit.periods import local_day
from emptychair.onboarding.queries.definitions import definitions
from emptychair.onboarding.queries.stored import SORTS, StalledRows, Wanted, last_run, stalled
from emptychair.onboarding.services.acting import contact_stalled
from emptychair.onboarding.types import Blocker
from emptychair.web.onboarding.files import Cell, as_csv
from emptychair.web.onboarding.rows import rights, shown
from emptychair.web.ui.file_heads import heads, kind_words
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

SHOWS = {
    "stalled": pgettext_lazy("first value", "Longer than three of four"),
    "very": pgettext_lazy("first value", "Longer than nine of ten"),
    "all": pgettext_lazy("first value", "All on the way"),
}
SORT_WORDS = {
    "priority": gettext_lazy("Most at stake"),
    "waited": gettext_lazy("Longest since sign-up"),
    "here": gettext_lazy("Longest at this step"),
    "value": gettext_lazy("Value a year"),
}
HEADS = (
    *("kind", "id", "name", "signed_up_on", "days_since", "step_number", "step"),
    *("days_at_step", "usual_days", "past_percentile", "waiting_for", "value_a_year"),
    *("owner", "as_of"),
)


@require_safe
def stalled_list(request: HttpRequest) -> HttpResponse:
    """Those on the way, most at stake first."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    wanted = _wanted(request)
    page = paginate(request, _rows(access, wanted))
    known = definitions(access)
    runs = [last_run(access, one.id) for one in known]
    context = {
        **rights(access),
        "rows": [shown(one) for one in page],
        "page": page,
        "wanted": wanted,
        "step": None if wanted.step is None else wanted.step + 1,
        "shows": [(key, words, key == wanted.show) for key, words in SHOWS.items()],
        "sorts": [(key, words, key == wanted.sort) for key, words in SORT_WORDS.items()],
        "blockers": [
            (one.value or "unknown", one.label, (one.value or "unknown") == wanted.blocker)
            for one in Blocker
        ],
        "definitions": [(one, one.id == wanted.version) for one in known],
        "as_of": max((run.as_of for run in runs if run), default=None),
        "query": request.GET.urlencode(),
    }
    part = "onboarding/_stalled.html"
    return render_page(request, "onboarding/stalled.html", context, part=part)


@require_safe
def table_file(request: HttpRequest) -> HttpResponse:
    """The same list as CSV."""
    access = access_from(request)
    access.require(Permission.DATA_EXPORT)
    return as_csv(f"stalled-{_today(access)}", _lines(_rows(access, _wanted(request))))


@require_POST
def contact(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Open a case with one of them."""
    access = access_from(request)
    case = contact_stalled(access, reading_id, now=timezone.now())
    messages.success(request, _("Case %(number)s is open.") % {"number": case.number})
    return redirect("case", case.number)


def _wanted(request: HttpRequest) -> Wanted:
    """What the filters ask for; what is not understood is as usual."""
    given = request.GET
    show, sort, blocker = (given.get(name, "") for name in ("show", "sort", "blocker"))
    step = _number(given.get("step", ""))
    return Wanted(
        show=show if show in SHOWS else "stalled",
        sort=sort if sort in SORTS else "priority",
        step=step - 1 if step else None,
        version=_number(given.get("version", "")),
        blocker=blocker if blocker in {*Blocker.values, "unknown"} else "",
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _rows(access: Access, wanted: Wanted) -> StalledRows:
    return stalled(access, _today(access), wanted)


def _today(access: Access) -> date:
    return local_day(timezone.now(), access.workspace.zone)


def _lines(rows: StalledRows) -> Iterator[tuple[Cell, ...]]:
    yield heads(*HEADS)
    for one in rows:
        yield (
            *(
                kind_words(one.kind),
                one.customer_id,
                one.name,
                one.signed_up_on.isoformat(),
                one.waited,
            ),
            *(one.step_number, one.step, one.waited_here),
            *(None if one.usual is None else round(one.usual, 1), one.slow or None),
            *(str(Blocker(one.blocker).label), one.value, one.owner, one.as_of.isoformat()),
        )
