"""How often we ask, when, and who is never asked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.messaging.errors import SendHoursInvalid
from emptychair.messaging.queries import contact_rule
from emptychair.messaging.queries.hold_out import hold_out_people, hold_out_view, plan_hold_out
from emptychair.messaging.queries.windows import send_hours
from emptychair.messaging.services.hold_out import draw_hold_out, end_hold_out
from emptychair.messaging.services.rule import change_contact_rule, change_send_hours
from emptychair.web.settings.outbox.rule_forms import HoldOutForm, HoursForm, RuleForm
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest) -> HttpResponse:
    """How often somebody may be asked."""
    access = access_from(request)
    access.require(Permission.MESSAGE_READ)
    form = RuleForm(request.POST) if request.method == "POST" else RuleForm.of(contact_rule(access))
    if request.method == "POST":
        access.require(Permission.WORKSPACE_MANAGE)
        if form.is_valid():
            change_contact_rule(access, **form.cleaned_data)
            messages.success(request, _("The rule is kept."))
            return redirect("contact-rule")
    return _page(request, form, HoursForm.of(send_hours(access)))


@require_POST
def hours(request: HttpRequest) -> HttpResponse:
    """When messages leave."""
    access = access_from(request)
    access.require(Permission.WORKSPACE_MANAGE)
    form = HoursForm(request.POST)
    if form.is_valid():
        try:
            change_send_hours(access, **form.hours())
        except SendHoursInvalid as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The hours are kept."))
            return redirect("contact-rule")
    return _page(request, RuleForm.of(contact_rule(access)), form)


@require_http_methods(["GET", "HEAD", "POST"])
def hold_out(request: HttpRequest) -> HttpResponse:
    """Those who are never asked: drawn here, with what the number can show."""
    access = access_from(request)
    access.require(Permission.MESSAGE_READ)
    now = timezone.now()
    chosen = request.POST if request.method == "POST" else request.GET
    form = HoldOutForm(chosen if "percent" in chosen else None)
    if request.method == "POST" and form.is_valid():
        drawn = draw_hold_out(access, **form.cleaned_data, now=now)
        messages.success(request, _drawn(drawn))
        return redirect("hold-out")
    wish = form.cleaned_data if form.is_bound and form.is_valid() else {"percent": 5, "months": 12}
    context = {
        "form": form,
        "view": hold_out_view(access, now=now),
        "plan": plan_hold_out(access, percent=wish["percent"], now=now),
        "page": paginate(request, hold_out_people(access, now=now)),
        "may_change": access.may(Permission.WORKSPACE_MANAGE),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render_page(
        request, "outbox/hold_out.html", context, part="outbox/_hold_out_plan.html", status=status
    )


@require_POST
def hold_out_end(request: HttpRequest) -> HttpResponse:
    """From now on they may be asked again; that they were not stays known."""
    ended = end_hold_out(access_from(request), now=timezone.now())
    told = ngettext(
        "%(count)s customer may be asked again.", "%(count)s customers may be asked again.", ended
    )
    messages.success(request, told % {"count": f"{ended:,}"})
    return redirect("hold-out")


def _page(request: HttpRequest, form: RuleForm, when: HoursForm) -> HttpResponse:
    access = access_from(request)
    context = {
        "form": form,
        "hours": when,
        "rule": contact_rule(access),
        "send_hours": send_hours(access),
        "view": hold_out_view(access, now=timezone.now()),
        "may_change": access.may(Permission.WORKSPACE_MANAGE),
    }
    status = 422 if form.errors or when.errors else 200
    return render_page(request, "outbox/rule.html", context, status=status)


def _drawn(count: int) -> str:
    told = ngettext(
        "%(count)s customer was drawn and is not asked.",
        "%(count)s customers were drawn and are not asked.",
        count,
    )
    return told % {"count": f"{count:,}"}
