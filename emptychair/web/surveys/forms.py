"""Forms of surveys. Each ends in a dataclass of the domain."""

from collections.abc import Collection
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

# Days until each reminder and how many of them, as the field has it: "7x2".
REMINDERS: tuple[tuple[str, str | Promise], ...] = (
    ("0x0", _("not at all")),
    ("3x1", _("once, after 3 days")),
    ("5x1", _("once, after 5 days")),
    ("7x1", _("once, after a week")),
    ("5x2", _("twice, each after 5 days")),
    ("7x2", _("twice, each after a week")),
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
    link_days = forms.TypedChoiceField(
        label=_("The link can be used for"),
        coerce=int,
        help_text=_("So long can answers be given, and changed."),
    )
    reminders = forms.ChoiceField(
        label=_("Remind who did not answer"),
        required=False,
        help_text=_("Nobody is reminded after answering, unsubscribing, or while a case is open."),
    )

    def __init__(self, access: Access, *args: Any, **rest: Any) -> None:
        """Offers the touchpoints and segments of the workspace."""
        super().__init__(*args, **rest)
        places = [(one.pk, one.name) for one in touchpoints_of(access)]
        groups = [(one.pk, one.name) for one in segments_of(access)]
        self._offer("touchpoint_id", [("", _("the whole relationship")), *places])
        self._offer("segment_id", [("", _("all customers")), *groups])
        self._offer("link_days", list(LINK_DAYS), with_now=True)
        self._offer("reminders", list(REMINDERS), with_now=True)

    def _offer(self, name: str, choices: list[tuple[Any, Any]], *, with_now: bool = False) -> None:
        """Set the choices; a value that is set already and is none of them stays possible."""
        now = self.initial.get(name)
        if with_now and now is not None and now not in dict(choices):
            choices.append((now, str(now)))
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def settings(self) -> SurveySettings:
        """What was entered; when it asks has a page of its own (`timing.py`) and stays."""
        entered = {name: value for name, value in self.cleaned_data.items() if name != "reminders"}
        for name in ("trigger_event", "trigger_delay_minutes"):
            entered[name] = self.initial[name]
        return SurveySettings(**entered)

    def wanted_reminders(self) -> tuple[int, int] | None:
        """Days and how many, or nothing where the field was not sent."""
        days, _mark, most = self.cleaned_data.get("reminders", "").partition("x")
        return (int(days), int(most)) if most else None


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

    def __init__(self, *args: Any, only: Collection[str] = TEXTS, **rest: Any) -> None:
        """`only` are the texts that may be written here."""
        super().__init__(*args, **rest)
        for field in set(TEXTS) - set(only):
            del self.fields[field]

    def texts(self) -> SurveyTexts:
        """What was entered; empty what is written elsewhere."""
        return SurveyTexts(**{field: self.cleaned_data.get(field, "") for field in TEXTS})
