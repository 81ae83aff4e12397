"""Telling the customer what came of it: written, looked at, sent once."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.intake.queries import request_with_number
from emptychair.intake.services.telling import draft_telling, preview_telling, tell_customer
from emptychair.kit.errors import Invalid
from emptychair.web.ui.parts import render_page


class TellForm(forms.Form):
    """The words of the mail."""

    subject = forms.CharField(label=pgettext_lazy("mail", "Subject"), max_length=300)
    text = forms.CharField(label=gettext_lazy("Text"), widget=forms.Textarea(attrs={"rows": 16}))


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, number: int) -> HttpResponse:
    """A draft of what is settled; the first button shows the mail, the second sends it."""
    access = access_from(request)
    access.require(Permission.CASE_WRITE)
    row = request_with_number(access, number)
    try:
        draft = draft_telling(access, row)
    except Invalid as refusal:
        messages.error(request, str(refusal))
        return redirect("request", number)
    initial = {"subject": draft.subject, "text": draft.text}
    form, mail = TellForm(request.POST or None, initial=initial), None
    if request.method == "POST" and form.is_valid() and "rewrite" not in request.POST:
        try:
            if "send" in request.POST:
                tell_customer(access, row.pk, now=timezone.now(), **form.cleaned_data)
                messages.success(request, _("The mail is on its way."))
                return redirect("request", number)
            mail = preview_telling(access, row, **form.cleaned_data)
        except Invalid as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "mail": mail, "number": number}
    return render_page(request, "intake/tell.html", context)
