"""What the worker does: waiting, running, failed, coming round."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.jobs.overview import forget, queue_state, try_again
from emptychair.kit.errors import NotFound
from emptychair.web.ui.parts import render_page


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """The queue of the installation, now."""
    access_from(request).require(Permission.JOB_READ)
    context = {"state": queue_state(timezone.now())}
    return render_page(request, "jobs/jobs.html", part="jobs/_state.html", context=context)


@require_POST
def again(request: HttpRequest, failed_id: str) -> HttpResponse:
    """Try a failed job once more."""
    access_from(request).require(Permission.JOB_READ)
    if not try_again(failed_id):
        raise NotFound
    messages.success(request, _("The job is waiting again."))
    return redirect("jobs")


@require_POST
def forget_job(request: HttpRequest, failed_id: str) -> HttpResponse:
    """Take a failed job off the list."""
    access_from(request).require(Permission.JOB_READ)
    if not forget(failed_id):
        raise NotFound
    messages.success(request, _("The failed job is off the list."))
    return redirect("jobs")
