"""What jobs the customers of a segment hire us for; each leads to its customers."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.customers.queries import segment_with_id, segments_of
from emptychair.http.access import access_from
from emptychair.outcomes.guide import DEPARTMENTS, job_label
from emptychair.outcomes.queries.interviews import (
    FEWEST,
    interview_rows,
    interviews_listed,
    jobs_hired_for,
)
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page
from emptychair.web.ui.typed import row_number


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Counts by job, and the conversations behind them."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    asked = row_number(request.GET.get("segment", ""))
    segment = segment_with_id(access, asked) if asked else None
    job, state = request.GET.get("job", "")[:40], request.GET.get("state", "")
    page = paginate(request, interviews_listed(access, segment=segment, job=job, state=state))
    department = DEPARTMENTS.get(job.partition(".")[0])
    context = {
        "jobs": jobs_hired_for(access, segment=segment),
        "fewest": FEWEST,
        "segments": segments_of(access),
        "segment": segment,
        "job": job,
        "job_label": job_label(job) if job else "",
        "job_department": department.label if department and job else "",
        "state": state,
        "page": page,
        "rows": interview_rows(access, page.items),
    }
    return render_page(request, "outcomes/jobs.html", context)
