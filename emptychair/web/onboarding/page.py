"""How long it takes until customers see what they came for."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.periods import local_day
from emptychair.onboarding.queries.definitions import all_versions
from emptychair.onboarding.queries.own import own_first_answer
from emptychair.onboarding.queries.stored import Run, last_run, stalled
from emptychair.onboarding.services.reading import ask_for_reading
from emptychair.onboarding.types import Begins, Definition, Kind
from emptychair.onboarding.words import median_words, points_words, rule_words, share_words
from emptychair.web.onboarding.pictures import curve_picture, groups_picture, signups_picture
from emptychair.web.onboarding.rows import rights, shown
from emptychair.web.ui.parts import render_page

FACTORS = {
    "segment": gettext_lazy("By segment"),
    "plan": gettext_lazy("By plan"),
    "channel": pgettext_lazy("first value", "By channel"),
    "region": gettext_lazy("By region"),
    "month": gettext_lazy("By month of sign-up"),
}
SIGNED_UP = {
    "quarter": gettext_lazy("Curves by quarter of sign-up"),
    "month": gettext_lazy("Curves by month of sign-up"),
}
SAYS = {
    "sooner": gettext_lazy("sooner than the rest"),
    "later": gettext_lazy("later than the rest"),
    "cannot tell": gettext_lazy("cannot tell"),
}


@require_safe
def first_value(request: HttpRequest) -> HttpResponse:
    """The curve, the middle, groups, what goes along, and who is stuck."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    versions = all_versions(access)
    chosen = _chosen(versions, request.GET.get("version", ""))
    run = last_run(access, chosen.id) if chosen else None
    today = local_day(timezone.now(), access.workspace.zone)
    context = {
        **rights(access),
        "versions": [(one, _label(one), one is chosen) for one in versions],
        "chosen": chosen,
        "rule": rule_words(chosen.terms.rule) if chosen else "",
        "begins": Begins(chosen.terms.begins).label if chosen else "",
        "run": run,
        "told": _told(run, chosen) if run and chosen else None,
        "stalled": [shown(one) for one in stalled(access, today)[0:5]],
        "own": own_first_answer(access),
    }
    return render_page(request, "onboarding/first_value.html", context)


@require_POST
def refresh(request: HttpRequest) -> HttpResponse:
    """Read everybody now."""
    access = access_from(request)
    ask_for_reading(access)
    messages.success(request, _("Everybody is being read. Look again in a minute."))
    return redirect("first-value")


def _chosen(versions: list[Definition], wanted: str) -> Definition | None:
    found = next((one for one in versions if str(one.id) == wanted), None)
    if found is not None:
        return found
    current = [one for one in versions if one.is_current]
    return next((one for one in current if not one.segment), next(iter(current), None))


def _label(one: Definition) -> str:
    whose = one.segment or str(Kind(one.kind).label)
    words = _("%(whose)s: %(words)s, version %(number)s") % {
        "whose": whose,
        "words": one.terms.words,
        "number": one.number,
    }
    return words if one.is_current else _("%(words)s (before)") % {"words": words}


def _told(run: Run, chosen: Definition) -> dict[str, Any]:
    facts = run.facts
    together = facts.get("all")
    months = next((one for one in facts.get("cohorts", []) if one["factor"] == "month"), None)
    return {
        "median": median_words(run.median) if together else "",
        "by_day": [
            (day, share_words(share), day == chosen.terms.target_days)
            for day, *share in (together or {}).get("by_day", [])
        ],
        "curve": curve_picture(facts.get("curve", []), run.customers),
        "months": months and groups_picture(months["groups"], months["day"], str(FACTORS["month"])),
        "cohorts": [_cohort(one) for one in facts.get("cohorts", [])],
        "signups": [_signups(one) for one in facts.get("signups", [])],
        "landmarks": [_landmark(one) for one in facts.get("landmarks", [])],
        "steps": _steps(facts, chosen),
        "facts": facts,
    }


def _steps(facts: dict[str, Any], chosen: Definition) -> list[dict[str, Any]]:
    return [
        {**one, "words": one["words"] or chosen.terms.words, "number": number}
        for number, one in enumerate(facts.get("steps", []), start=1)
    ]


def _cohort(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": FACTORS[one["factor"]],
        "day": one["day"],
        "log_rank": one["log_rank"],
        "differs": one["log_rank"] is not None and one["log_rank"] <= 0.05,
        "groups": [
            {
                "name": row["name"],
                "n": row["n"],
                "median": median_words(row["median"]),
                "share": share_words(row["by_day"][0][1:]) if row["by_day"] else "–",
                **_gap(row["gap"]),
            }
            for row in one["groups"]
        ],
    }


def _signups(one: dict[str, Any]) -> dict[str, Any]:
    marks = [day for day, *_share in max((row["by_day"] for row in one["cohorts"]), key=len)]
    return {
        "title": SIGNED_UP[one["by"]],
        "id": one["by"],
        "differs": one["log_rank"] is not None and one["log_rank"] <= 0.05,
        "told": one["log_rank"] is not None,
        "p": one["log_rank"],
        "picture": signups_picture(one, str(SIGNED_UP[one["by"]])),
        "marks": marks,
        "rows": [
            {
                "name": row["name"],
                "n": row["n"],
                "median": median_words(row["median"]),
                "shares": _shares(row["by_day"], marks),
            }
            for row in one["cohorts"]
        ],
    }


def _shares(by_day: list[list[float]], marks: list[int]) -> list[str]:
    known = {day: share_words(share) for day, *share in by_day}
    return [known.get(day, "–") for day in marks]


def _landmark(one: dict[str, Any]) -> dict[str, Any]:
    sides = {
        name: share_words(one[name]["by_day"][0][1:]) if one[name]["by_day"] else "–"
        for name in ("done", "not")
    }
    return {
        "contact": one["what"] == "contact",
        "words": one["words"],
        "day": one["day"],
        "ahead": one["ahead"],
        "done": sides["done"],
        "others": sides["not"],
        "n_done": one["done"]["n"],
        "n_others": one["not"]["n"],
        **_gap(one["gap"]),
    }


def _gap(gap: dict[str, Any] | None) -> dict[str, Any]:
    if not gap:
        return {"gap": "–", "says": SAYS["cannot tell"], "tone": ""}
    return {
        "gap": points_words((gap["estimate"], gap["low"], gap["high"])),
        "says": SAYS[gap["says"]],
        "tone": {"sooner": "good", "later": "bad"}.get(gap["says"], ""),
    }
