"""What is promised to those who answer: with a name, confidentially, or anonymously."""

from dataclasses import asdict

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.surveys.errors import GroupsNotSensible, PrivacyPromised
from emptychair.surveys.queries import survey_with_id
from emptychair.surveys.queries.privacy import was_promised
from emptychair.surveys.rules.privacy import LEAST_GROUP, LEAST_WORDS, MOST_GROUP, MOST_WORDS
from emptychair.surveys.services.privacy import Promise, change_privacy
from emptychair.surveys.types.definition import Privacy

WORDS = {
    Privacy.NAMED: (
        pgettext_lazy("privacy", "With a name"),
        _("Colleagues see who answered what, and can answer the customer. The usual way."),
    ),
    Privacy.CONFIDENTIAL: (
        pgettext_lazy("privacy", "Confidential"),
        _(
            "Stored with the invitation, shown to nobody: no name on any page, in any file, in any "
            "case. Small groups are not shown. No case opens, and nobody can be called back."
        ),
    ),
    Privacy.ANONYMOUS: (
        pgettext_lazy("privacy", "Anonymous"),
        _(
            "Stored without name, link and time. Not even you can undo it later: there is nothing "
            "to undo it with. Needs as many people asked as the smallest group has."
        ),
    ),
}


class PrivacyForm(forms.Form):
    """The promise, and how many it takes to vanish among."""

    privacy = forms.ChoiceField(choices=[(one.value, one.value) for one in Privacy])
    smallest_group = forms.IntegerField(
        label=_("Show scores of at least so many answers"),
        min_value=LEAST_GROUP,
        max_value=MOST_GROUP,
        help_text=_(
            "It takes so many at one touchpoint in a calendar month, and a month shows when it is "
            "over. Segments, languages and channels are not shown."
        ),
    )
    smallest_words = forms.IntegerField(
        label=_("Show words from so many answers on"),
        min_value=LEAST_WORDS,
        max_value=MOST_WORDS,
        help_text=_("Words give people away sooner than numbers do, so it takes more."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def privacy(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The choice. Once somebody was asked it can be made stricter only."""
    access = access_from(request)
    access.require(Permission.SURVEY_WRITE)
    survey = survey_with_id(access, survey_id)
    form = PrivacyForm(request.POST or None, initial=asdict(Promise.of(survey)))
    if request.method == "POST" and form.is_valid():
        try:
            change_privacy(access, survey, promise=Promise(**form.cleaned_data))
        except (PrivacyPromised, GroupsNotSensible) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Saved."))
            return redirect("survey-privacy", survey_id=survey.pk)
    chosen = form["privacy"].value()
    context = {
        "survey": survey,
        "form": form,
        "choices": [
            (one.value, title, words, one.value == chosen) for one, (title, words) in WORDS.items()
        ],
        "is_promised": was_promised(access, survey),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "surveys/privacy.html", context, status=status)
