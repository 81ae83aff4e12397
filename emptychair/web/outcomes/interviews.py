"""The conversation about the job, as a page to use during a call."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import ProductError
from emptychair.kit.periods import local_day
from emptychair.outcomes.guide import (
    DEPARTMENTS,
    OF_INDUSTRY,
    OTHER,
    Job,
    alternatives_for,
    job_with,
    jobs_for,
    labels_of,
    question_for,
    situations_for,
)
from emptychair.outcomes.queries.interviews import interview_rows, interview_with_id
from emptychair.outcomes.queries.kpis import customer_name
from emptychair.outcomes.services.interviews import (
    Told,
    begin_interview,
    drop_interview,
    save_interview,
)
from emptychair.outcomes.types import InterviewState
from emptychair.web.outcomes.forms import StartForm
from emptychair.web.outcomes.whose import Whose, outcome_address, whose_from
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.outcomes.models import Interview

WORDS = (
    *("job", "situation", "alternatives", "hired", "fired"),
    *("push", "pull", "habit", "anxiety", "number_words"),
)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Whom one talks to: department and industry choose the questions."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    whose = whose_from(request, access)
    kind = "sales" if whose["company"] is not None else "household"
    form = StartForm(request.POST or None, initial={"department": kind})
    if request.method == "POST" and form.is_valid():
        today = local_day(timezone.now(), access.workspace.zone)
        row = begin_interview(access, Told(**form.cleaned_data), held_on=today, **whose)
        return redirect("interview", row.pk)
    context = {
        "form": form,
        "customer": customer_name(access, whose["company"], whose["person"]),
        "back": outcome_address(whose),
    }
    return render_page(request, "outcomes/conversation_new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Write down while one talks; a draft until somebody ends it. `?read` shows it as it stands."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    found = interview_with_id(access, interview_id)
    may_write = access.may(Permission.CUSTOMER_WRITE)
    if request.method == "POST":
        access.require(Permission.CUSTOMER_WRITE)
        done = "done" in request.POST
        save_interview(access, found, _told(request, found), done=done, now=timezone.now())
        if getattr(request, "htmx", None):
            return render_page(request, "outcomes/_kept.html", {"now": timezone.now()})
        said = _("The conversation is written down.") if done else _("The draft is saved.")
        messages.success(request, said)
        return redirect(f"{request.path}?read" if done else request.path)
    reading = not may_write or "read" in request.GET
    template = "outcomes/conversation_read.html" if reading else "outcomes/conversation.html"
    row = interview_rows(access, [found])[0]
    return render_page(request, template, {**_context(found), "row": row, "may_write": may_write})


@require_POST
def drop(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Throw a draft away."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    found = interview_with_id(access, interview_id)
    whose = Whose(company=found.company, person=found.person)
    try:
        drop_interview(access, found)
    except ProductError as refusal:
        messages.error(request, str(refusal))
        return redirect("interview", interview_id)
    messages.success(request, _("The draft is thrown away."))
    return redirect(outcome_address(whose))


def _told(request: HttpRequest, found: "Interview") -> Told:
    given = request.POST
    industry = given.get("industry", found.industry)
    return Told(
        department=found.department,
        industry=industry if industry in OF_INDUSTRY else "",
        job_code=given.get("job_code", ""),
        situation_codes=given.getlist("situation_codes"),
        alternative_codes=given.getlist("alternative_codes"),
        quotes=given.get("quotes", "").splitlines(),
        **{name: given.get(name, "") for name in WORDS},
    )


def _jobs(found: "Interview") -> list[Job]:
    """Those of the industry; one that was chosen stays, whatever the industry is now."""
    jobs, chosen = list(jobs_for(found.department, found.industry)), job_with(found.job_code)
    return jobs if chosen is None or chosen in jobs else [chosen, *jobs]


def _context(found: "Interview") -> dict[str, Any]:
    department = DEPARTMENTS[found.department]
    industry = OF_INDUSTRY.get(found.industry)
    jobs = _jobs(found)
    situations, alternatives = situations_for(found.industry), alternatives_for(found.industry)
    return {
        "interview": found,
        "department": department,
        "industry": industry,
        "question": question_for(found.department, found.industry),
        "jobs": [(f"{found.department}.{one.code}", one) for one in jobs],
        "other": f"{department.code}.{OTHER}",
        "situations": situations,
        "alternatives": alternatives,
        "chosen_job": job_with(found.job_code),
        "chosen_situations": labels_of(found.situation_codes, situations),
        "chosen_alternatives": labels_of(found.alternative_codes, alternatives),
        "quotes": "\n".join(found.quotes),
        "is_done": found.state == InterviewState.DONE,
        "back": outcome_address(Whose(company=found.company, person=found.person)),
    }
