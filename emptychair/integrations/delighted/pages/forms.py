"""What the pages ask."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emptychair.integrations.delighted.types import (
    CREATED,
    EVENTS,
    UNSUBSCRIBED,
    UPDATED,
    WebhookWords,
)

EVENT_WORDS = (
    (CREATED, _("somebody answers")),
    (UPDATED, _("an answer changes")),
    (UNSUBSCRIBED, _("somebody wants no more surveys")),
)


class SurveyChoice(forms.Form):
    """One of the surveys that fit."""

    survey = forms.TypedChoiceField(label=_("Survey"), coerce=int)

    def __init__(self, *args: Any, surveys: Iterable[tuple[int, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["survey"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(surveys)


class KeyForm(SurveyChoice):
    """What a key is for."""

    name = forms.CharField(
        label=pgettext_lazy("field", "Name"),
        max_length=120,
        help_text=_("Who or what uses it, such as: web shop."),
    )


class WebhookForm(forms.Form):
    """Where events go, and which."""

    address = forms.CharField(
        label=_("Address"),
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://", "inputmode": "url"}),
    )
    events = forms.MultipleChoiceField(
        label=_("It is told when"),
        choices=EVENT_WORDS,
        widget=forms.CheckboxSelectMultiple,
        initial=EVENTS,
    )
    is_signed = forms.BooleanField(
        label=_("Sign what is sent"),
        required=False,
        help_text=_("The receiver can then check that it comes from here."),
    )

    def words(self) -> WebhookWords:
        """What was chosen."""
        data = self.cleaned_data
        return WebhookWords(
            address=data["address"].strip(),
            events=tuple(data["events"]),
            is_signed=data["is_signed"],
        )


class NewWebhookForm(SurveyChoice, WebhookForm):
    """The same for a survey that is chosen."""

    field_order = ("survey", "address", "events", "is_signed")


class ChangedWebhookForm(WebhookForm):
    """The same with a switch."""

    is_active = forms.BooleanField(label=_("Send events"), required=False)
