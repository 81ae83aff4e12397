"""By which channels a survey asks, and what the SMS looks like."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.messaging.queries.delivery import can_leave
from emptychair.messaging.types import EMAIL, LINE, SMS
from emptychair.surveys.queries import survey_with_id
from emptychair.surveys.services.channels import change_channels
from emptychair.surveys.services.invitation_text import preview_segments
from emptychair.surveys.types import LANGUAGES
from emptychair.surveys.wishes import channels_of

if TYPE_CHECKING:
    from emptychair.surveys.models import Survey

NAMES: dict[str, str | Promise] = {
    EMAIL: gettext_lazy("E-mail"),
    SMS: gettext_lazy("SMS"),
    LINE: gettext_lazy("LINE"),
}
CHOICES = tuple(NAMES.items())


class ChannelsForm(forms.Form):
    """Up to three, the preferred first."""

    first = forms.ChoiceField(label=gettext_lazy("First by"), choices=CHOICES)
    second = forms.ChoiceField(
        label=gettext_lazy("Who cannot be reached so, by"),
        choices=(("", gettext_lazy("not at all")), *CHOICES),
        required=False,
    )
    third = forms.ChoiceField(
        label=gettext_lazy("Who cannot be reached by that either, by"),
        choices=(("", gettext_lazy("not at all")), *CHOICES),
        required=False,
    )

    def wanted(self) -> list[str]:
        """The channels, in order."""
        return [self.cleaned_data[name] for name in self.fields if self.cleaned_data[name]]


@require_http_methods(["GET", "HEAD", "POST"])
def channels(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The order, and the SMS with what it costs."""
    access = access_from(request)
    access.require(Permission.SURVEY_WRITE)
    survey = survey_with_id(access, survey_id)
    now_set = dict(zip(("first", "second", "third"), channels_of(survey), strict=False))
    form = ChannelsForm(request.POST if request.method == "POST" else None, initial=now_set)
    if form.is_bound and form.is_valid():
        change_channels(access, survey, channels=form.wanted())
        messages.success(request, _("Saved."))
        return redirect("survey-channels", survey_id=survey.pk)
    found = {
        "survey": survey,
        "form": form,
        "previews": list(_previews(access, survey)),
        "silent": [NAMES[one] for one in channels_of(survey) if not can_leave(access, one)],
    }
    status = 422 if form.errors else 200
    return render(request, "surveys/channels.html", found, status=status)


def _previews(access: Access, survey: "Survey") -> Iterator[dict[str, Any]]:
    for language in LANGUAGES:
        text, segments = preview_segments(access, survey, language=language)
        yield {"language": language, "text": text, "segments": segments}
