"""Forms of surveys. Each ends in a dataclass of the domain."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.customers.queries import segments_of
from emptychair.surveys.types import TEXTS, SurveySettings, SurveyTexts
from emptychair.touchpoints.queries import touchpoints_of

DELAYS: tuple[tuple[int, str | Promise], ...] = (
    (0, _("at once")),
    (60, _("an hour later")),
    (60 * 24, _("a day later")),
    (60 * 24 * 3, _("three days later")),
    (60 * 24 * 7, _("a week later")),
    (60 * 24 * 14, _("two weeks later")),
    (60 * 24 * 30, _("thirty days later")),
)
LINK_DAYS: tuple[tuple[int, str | Promise], ...] = (
    (7, _("7 days")),
    (14, _("14 days")),
    (30, _("30 days")),
    (60, _("60 days")),
    (90, _("90 days")),
)


class SettingsForm(forms.Form):
    """Whom a survey asks, and when."""

    name = forms.CharField(
        label=_("Name of the survey"), max_length=120, help_text=_("Only we see it.")
    )
    touchpoint_id = forms.TypedChoiceField(
        label=_("Touchpoint"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Answers count for it, and low scores go to its team."),
    )
    segment_id = forms.TypedChoiceField(
        label=_("Who is asked"), coerce=int, empty_value=None, required=False
    )
    trigger_event = forms.CharField(
        label=_("Ask after this event"),
        max_length=120,
        required=False,
        help_text=_("Name of a customer event, such as order_delivered. Empty: asked in waves."),
    )
    trigger_delay_minutes = forms.TypedChoiceField(label=_("How long after"), coerce=int)
    link_days = forms.TypedChoiceField(
        label=_("The link can be used for"),
        coerce=int,
        help_text=_("So long can answers be given, and changed."),
    )

    def __init__(self, access: Access, *args: Any, **rest: Any) -> None:
        """Offers the touchpoints and segments of the workspace."""
        super().__init__(*args, **rest)
        places = [(one.pk, one.name) for one in touchpoints_of(access)]
        groups = [(one.pk, one.name) for one in segments_of(access)]
        self._offer("touchpoint_id", [("", _("the whole relationship")), *places])
        self._offer("segment_id", [("", _("all customers")), *groups])
        self._offer("trigger_delay_minutes", list(DELAYS), with_now=True)
        self._offer("link_days", list(LINK_DAYS), with_now=True)

    def _offer(self, name: str, choices: list[tuple[Any, Any]], *, with_now: bool = False) -> None:
        """Set the choices; a value that is set already and is none of them stays possible."""
        now = self.initial.get(name)
        if with_now and now is not None and now not in dict(choices):
            choices.append((now, str(now)))
        field = self.fields[name]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = choices

    def settings(self) -> SurveySettings:
        """What was entered."""
        return SurveySettings(**self.cleaned_data)


class TextsForm(forms.Form):
    """What customers read, in one language."""

    question = forms.CharField(
        label=_("Question"), max_length=300, widget=forms.Textarea({"rows": 2})
    )
    why = forms.CharField(
        label=_("Why?"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Stands above the field for words, below the scale."),
    )
    thanks = forms.CharField(label=_("Thanks"), max_length=500, widget=forms.Textarea({"rows": 2}))
    mail_subject = forms.CharField(label=_("Subject of the mail"), max_length=150)
    mail_opening = forms.CharField(
        label=_("Beginning of the mail"), max_length=800, widget=forms.Textarea({"rows": 4})
    )

    def texts(self) -> SurveyTexts:
        """What was entered."""
        return SurveyTexts(**{field: self.cleaned_data[field] for field in TEXTS})
