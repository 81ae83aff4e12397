"""Asking those who leave a page or an unfinished sign-up: set up by one form."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.surveys.queries.collectors import newest_origins
from emptychair.surveys.services.exit_asking import LeaverWish, ask_leavers
from emptychair.touchpoints.queries import touchpoints_of
from emptychair.web.surveys.words import language_of
from emptychair.web.ui.parts import render_page


class LeavingForm(forms.Form):
    """On which pages; the rest is done."""

    origins = forms.CharField(
        label=gettext_lazy("Your site"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line, as https://www.example.com."),
    )
    pages = forms.CharField(
        label=gettext_lazy("Only on these pages"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=gettext_lazy(
            "One a line; * stands for anything. For an unfinished sign-up its pages: /signup/*. "
            "Empty: on all."
        ),
    )
    remember = forms.BooleanField(
        label=gettext_lazy("It may remember on the visitor's device that it has asked"),
        required=False,
        help_text=gettext_lazy(
            "In local storage, never in a cookie. Without it a visitor who leaves two pages is "
            "asked twice."
        ),
    )
    touchpoint = forms.TypedChoiceField(
        label=gettext_lazy("Touchpoint"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["touchpoint"]
        if isinstance(field, forms.ChoiceField):
            offered = [(str(one.pk), one.name) for one in touchpoints_of(access)]
            field.choices = [("", _("the whole relationship")), *offered]

    def wish(self, language: str) -> LeaverWish:
        """What was entered."""
        given = self.cleaned_data
        return LeaverWish(
            origins=tuple(given["origins"].splitlines()),
            pages=tuple(given["pages"].splitlines()),
            touchpoint_id=given["touchpoint"],
            language=language,
            may_remember=given["remember"],
        )


@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: HttpRequest) -> HttpResponse:
    """The form, filled with the site of the last widget; then the line for the page."""
    access = access_from(request)
    access.require(Permission.SURVEY_WRITE)
    access.require(Permission.SURVEY_SEND)
    initial = {"origins": "\n".join(newest_origins(access))}
    data = request.POST if request.method == "POST" else None
    form = LeavingForm(data, access=access, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            place = ask_leavers(access, form.wish(language_of(access)))
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is running. Put the line below into your pages."))
            return redirect("place-settings", place.pk)
    status = 422 if form.errors else 200
    return render_page(request, "surveys/leaving.html", {"form": form}, status=status)
