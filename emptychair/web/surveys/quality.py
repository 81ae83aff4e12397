"""How carefully a survey was answered: marks, what they would change, and each such answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.jobs import enqueue
from emptychair.metrics.queries.quality import QualityTrial, quality_trial
from emptychair.metrics.words import interval_words, value_words
from emptychair.surveys.mark_words import mark_label, mark_reason
from emptychair.surveys.queries import survey_with_id
from emptychair.surveys.queries.privacy import shown_of
from emptychair.surveys.queries.quality import aside_counts, mark_counts, marked_answers
from emptychair.surveys.services.judging import (
    change_quality_rule,
    exclude_answer,
    forget_verdict,
    restore_answer,
)
from emptychair.surveys.types.definition import Aside
from emptychair.surveys.types.quality import Mark, Verdict
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

SHOWN = ("", *Mark, "excluded", "bot")


@require_safe
def quality(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Marks with their counts, the rule tried out, and the answers. `try` names a rule to try."""
    access = access_from(request)
    access.require(Permission.SURVEY_WRITE)
    survey = survey_with_id(access, survey_id)
    wanted = request.GET.get("mark", "")
    wanted = wanted if wanted in SHOWN else ""
    page = paginate(request, marked_answers(access, survey, mark=wanted), per_page=30)
    is_trying = "try" in request.GET
    chosen = _chosen(request) if is_trying else list(survey.excluded_marks)
    counts = mark_counts(access, survey)
    context = {
        "survey": survey,
        "shown": shown_of(access, survey),
        "marks": [(one, mark_label(one.mark), mark_reason(one.mark), one.mark in chosen)
                  for one in counts],
        "marked": sum(one.answers for one in counts),
        "aside": aside_counts(access, survey),
        "is_trying": is_trying and chosen != list(survey.excluded_marks),
        "trial": _told(quality_trial(access, survey, excluded=chosen)),
        "page": page,
        "rows": [(one, [(each, mark_reason(each)) for each in one.marks]) for one in page],
        "filters": _filters(wanted),
        "here": request.get_full_path(),
    }  # fmt: skip
    return render_page(request, "surveys/quality.html", context, part="surveys/_quality.html")


@require_POST
def quality_rule(request: HttpRequest, survey_id: int) -> HttpResponseRedirect:
    """Leave out the answers with the chosen marks from now on; the message can take it back."""
    access = access_from(request)
    survey = survey_with_id(access, survey_id)
    before = list(survey.excluded_marks)
    moved = change_quality_rule(access, survey, excluded=_chosen(request))
    told = ngettext(
        "Saved. %(n)s answer changed its place.", "Saved. %(n)s answers changed their place.", moved
    )
    undo = reverse("survey-quality-rule", args=[survey.pk])
    marks = "&".join(f"mark={one}" for one in before)
    messages.success(request, told % {"n": f"{moved:,}"}, extra_tags=f"undo:{undo}?{marks}")
    return redirect("survey-quality", survey_id=survey.pk)


@require_POST
def mark_again(request: HttpRequest, survey_id: int) -> HttpResponseRedirect:
    """Look at all answers anew, in the background."""
    access = access_from(request)
    access.require(Permission.SURVEY_WRITE)
    survey = survey_with_id(access, survey_id)
    enqueue("surveys.mark_answers", survey_id=survey.pk)
    messages.success(request, _("All answers are looked at again. It takes a moment."))
    return redirect("survey-quality", survey_id=survey.pk)


@require_POST
def judge(request: HttpRequest, response_id: str, verdict: str) -> HttpResponse:
    """Leave one answer out, take it in, or let the rule decide again; can be taken back."""
    access, key, now = access_from(request), int(response_id), timezone.now()
    reason, was = request.POST.get("reason", ""), _was(request)
    if verdict == Verdict.EXCLUDED:
        row = exclude_answer(access, key, reason=reason)
        told = _("Left out of the scores.")
    elif verdict == Verdict.KEPT:
        row = restore_answer(access, key, reason=reason, now=now)
        told = _("Counted again.")
    else:
        row = forget_verdict(access, key, was_bot=was == Aside.BOT)
        messages.success(request, _("As it was before."))
        return redirect(_back(request, row.survey_id))
    undo = reverse("answer-judge", args=[row.pk, "rule"])
    messages.success(request, told, extra_tags=f"undo:{undo}?was={was}")
    return redirect(_back(request, row.survey_id))


def _was(request: HttpRequest) -> str:
    """Why the answer was aside before, as the page or the message knows it."""
    said = request.POST.get("was", "") or request.GET.get("was", "")
    return said if said in set(Aside) else ""


def _chosen(request: HttpRequest) -> list[str]:
    given = request.POST if request.method == "POST" and "mark" in request.POST else request.GET
    name = "mark" if request.method == "POST" else "out"
    return [mark.value for mark in Mark if mark.value in given.getlist(name)]


def _told(trial: QualityTrial) -> dict[str, Any]:
    return {
        "now": value_words(trial.now),
        "now_interval": interval_words(trial.now),
        "now_n": trial.now.n,
        "then": value_words(trial.then),
        "then_interval": interval_words(trial.then),
        "then_n": trial.then.n,
        "goes": trial.goes,
        "comes": trial.comes,
    }


def _filters(wanted: str) -> list[tuple[str, str, bool]]:
    words = {
        "": _("all"),
        **{one.value: mark_label(one) for one in Mark},
        "excluded": _("left out"),
        "bot": _("sent by a program, perhaps"),
    }
    return [(key, told, key == wanted) for key, told in words.items()]


def _back(request: HttpRequest, survey_id: int) -> str:
    """Where they came from, else the page of the survey."""
    address = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return address if safe else reverse("survey-quality", args=[survey_id])
