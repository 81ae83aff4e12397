"""Businesses that live on orders and on projects: who is still there, who is due, who is gone."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.periods import local_day
from emptychair.renewals.queries.definition import meaning_of, setting_of
from emptychair.renewals.queries.stored import BuyerRow, buyer_list, report_of
from emptychair.renewals.types import BusinessKind, ReadingKind, ReportKind
from emptychair.renewals.words import chance_words, span_words
from emptychair.web.renewals.naming import politely
from emptychair.web.renewals.renewals import customer_address, whom_asked
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

VIEWS = ("due", "gone", "all")


@require_safe
def repeat(request: HttpRequest) -> HttpResponse:
    """Orders, or projects with `?kind=project`."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    setting = setting_of(access)
    kind = _kind(request, setting.kinds)
    view = request.GET.get("view", "due" if kind == ReadingKind.REPEAT else "all")
    today = local_day(timezone.now(), access.workspace.zone)
    page = paginate(request, buyer_list(access, kind, view=view, today=today))
    context = {
        "kind": kind.value,
        "setting": setting,
        "view": view if view in VIEWS else "all",
        "views": [("due", _("Next is due")), ("gone", _("Gone")), ("all", _("All"))],
        "page": page,
        "rows": [_shown(one, today) for one in page],
        "meaning": meaning_of(access),
        **_told(access, kind),
        "is_told": any(one.chance is not None for one in page),
        "may_write": access.may(Permission.CUSTOMER_WRITE),
        "may_case": access.may(Permission.CASE_WRITE),
    }
    return render_page(request, "renewals/repeat.html", context, part="renewals/_buyers.html")


def _kind(request: HttpRequest, kinds: tuple[BusinessKind, ...]) -> ReadingKind:
    asked = request.GET.get("kind", "")
    if asked in ReadingKind.values:
        return ReadingKind(asked)
    only_projects = BusinessKind.PROJECT in kinds and BusinessKind.REPEAT not in kinds
    return ReadingKind.PROJECT if only_projects else ReadingKind.REPEAT


def _told(access: Access, kind: ReadingKind) -> dict[str, Any]:
    wanted = ReportKind.REPEAT if kind == ReadingKind.REPEAT else ReportKind.PROJECTS
    report = report_of(access, wanted)
    if report is None:
        return {"told": None, "as_of": None}
    body = report.body
    return {
        "as_of": report.as_of,
        "told": {
            **body,
            "active_words": span_words(body.get("active_share")),
            "twice_words": span_words(body.get("bought_twice")),
            "curve": [
                (one["days"], span_words(one), one["n"])
                for one in body.get("second", body.get("again", []))
            ],
            "year_rows": [
                {
                    "end": date.fromisoformat(one["end"]),
                    "n": one["n"],
                    **{name: span_words(one[name]) for name in ("returned", "nrr", "grr")},
                }
                for one in body.get("years", [])
            ],
        },
    }


def _shown(one: BuyerRow, today: Any) -> dict[str, Any]:
    return {
        "row": politely(one),
        "address": customer_address(one.customer),
        "chance": chance_words(one.chance),
        "whom": whom_asked(one.customer),
        "since": (today - one.last_on).days,
    }
