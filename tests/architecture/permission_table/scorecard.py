"""The scorecard: read by all who read scores; rows, figures and warnings by owner and manager."""

from datetime import date

from emptychair.scorecard.models import GuardWarning, OutsideFigure
from tests.architecture.permission_table.who import may
from tests.people import NOW

HEADS = ("owner", "manager")
READERS = (*HEADS, "member", "analyst")
SIDE = {
    "label": "Leads",
    "unit": "number",
    "before": 1.0,
    "after": 2.0,
    "change": 1.0,
    "low": 0.5,
    "high": 1.5,
    "team_id": None,
    "owner_id": None,
    "leads_to": "",
    "metric": "",
    "outside_id": None,
}


def section(*allowed, ok=200, **rest):
    return may(*allowed, "outsider", ok=ok, **rest)


def seen(*allowed, ok=200):
    return may(*allowed, ok=ok, outsider=404)


LINES = {
    ("GET", "scorecard/", "/scorecard/"): section(*READERS),
    ("GET", "scorecard/table.<slug:form>", "/scorecard/table.csv"): section(*HEADS),
    ("GET", "scorecard/rows/", "/scorecard/rows/"): section(*HEADS),
    ("GET", "scorecard/levels/new/", "/scorecard/levels/new/"): section(*HEADS),
    ("GET", "scorecard/rows/<slug:key>/", "/scorecard/rows/coverage/"): section(*HEADS),
    (
        "POST",
        "scorecard/rows/<slug:key>/<slug:act>/",
        "/scorecard/rows/coverage/hide/",
    ): section(*HEADS, ok=302),
    ("POST", "scorecard/sector/", "/scorecard/sector/"): section(*HEADS, ok=302),
    ("GET", "scorecard/figures/new/", "/scorecard/figures/new/"): section(*HEADS),
    (
        "GET",
        "scorecard/figures/by-number/<int:figure_id>/",
        "/scorecard/figures/by-number/{figure}/",
    ): seen(*READERS, ok=302),
    ("GET", "scorecard/figures/<slug:key>/", "/scorecard/figures/{key}/"): seen(*READERS),
    ("GET", "scorecard/figures/<slug:key>/edit/", "/scorecard/figures/{key}/edit/"): seen(*HEADS),
    (
        "POST",
        "scorecard/figures/<slug:key>/remove/",
        "/scorecard/figures/{key}/remove/",
    ): seen(*HEADS, ok=302),
    ("GET", "scorecard/warnings/", "/scorecard/warnings/"): section(*READERS),
    ("GET", "scorecard/warnings/<int:warning_id>/", "/scorecard/warnings/{warning}/"): seen(
        *READERS
    ),
    (
        "POST",
        "scorecard/warnings/<int:warning_id>/<slug:act>/",
        "/scorecard/warnings/{warning}/reopen/",
    ): seen(*HEADS, ok=302),
}


def make(people):
    figure = OutsideFigure.objects.create(
        workspace=people.workspace,
        key="leads",
        name="Leads",
        unit="number",
        group="funnel",
        horizon="short",
    )
    warning = GuardWarning.objects.create(
        workspace=people.workspace,
        quick_key="leads",
        customer_key="nps",
        before_first=date(2026, 5, 1),
        before_end=date(2026, 8, 1),
        first=date(2026, 8, 1),
        end=date(2026, 11, 1),
        facts={"quick": SIDE, "customer": {**SIDE, "label": "NPS", "unit": "points"}},
        q=0.01,
        raised_at=NOW,
    )
    return {"figure": figure.pk, "key": figure.key, "warning": warning.pk}
