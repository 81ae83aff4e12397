"""The trials behind the numbers of a month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.periods import local_day
from emptychair.usage.queries.trial_rows import KeptTrialList, trial_rows, trials_behind
from emptychair.usage.queries.trials import Trial
from emptychair.usage.types import TrialState
from emptychair.web.ui.file_heads import heads, kind_words
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page
from emptychair.web.usage.table_file import as_csv


@dataclass(frozen=True, slots=True)
class Chosen:
    """Of which month, and how they stand; nothing for all."""

    month: date | None
    state: TrialState | None

    def address(self, state: TrialState | None) -> str:
        """The same month with another state."""
        month = f"month={self.month:%Y-%m}&" if self.month else ""
        return f"?{month}state={state.value if state else ''}"


@require_safe
def trial_list(request: HttpRequest) -> HttpResponse:
    """Whoever began to try, the newest first, each with somebody to write to."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    chosen, today = chosen_in(request), local_day(timezone.now(), access.workspace.zone)
    found = trials_behind(access, today, month=chosen.month, state=chosen.state)
    page, total = paginate(request, found), len(found)
    context = {
        "page": page,
        "rows": trial_rows(access, page.items, today),
        "total": total,
        "month": chosen.month,
        "here": chosen.address(chosen.state),
        "states": [
            (chosen.address(one), one.label if one else "", one == chosen.state)
            for one in (None, *TrialState)
        ],
        "may_case": access.may(Permission.CASE_WRITE),
        "may_export": access.may(Permission.DATA_EXPORT) and total > 0,
    }
    return render_page(request, "usage/trial_list.html", context)


@require_safe
def trial_file(request: HttpRequest) -> HttpResponse:
    """The same list as CSV."""
    access = access_from(request)
    access.require(Permission.DATA_EXPORT)
    chosen, today = chosen_in(request), local_day(timezone.now(), access.workspace.zone)
    found = trials_behind(access, today, month=chosen.month, state=chosen.state)
    return as_csv("trials", _lines(access, found, today))


def chosen_in(request: HttpRequest) -> Chosen:
    """What the address asks for; what no month and no state is asks for all."""
    state = request.GET.get("state", "")
    try:
        month = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        month = None
    return Chosen(month, TrialState(state) if state in TrialState.values else None)


def _lines(access: Access, found: list[Trial] | KeptTrialList, today: date) -> Iterator[list[Any]]:
    names = ("kind", "id", "name", "begun_on", "ends_on", "state", "paid_on", "active_days_28")
    yield [*heads(*names, "owner")]
    for start in range(0, len(found), 1000):
        for row in trial_rows(access, found[start : start + 1000], today):
            told = (kind_words(row.kind), row.id, row.name, row.begun_on, row.ends_on)
            yield [*told, str(row.state.label), row.paid_on, row.active_days, row.owner]
