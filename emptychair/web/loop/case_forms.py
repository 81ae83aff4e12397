"""What can be filled in on the page of a case."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from emptychair.accounts.access import Access
from emptychair.kit.periods import local_day
from emptychair.loop.rules.calendars import calendar_of
from emptychair.loop.rules.deadlines import next_working_day
from emptychair.loop.services.replying import Reply
from emptychair.loop.types import Outcome, Urgency
from emptychair.messaging.types import EMAIL, LINE, SMS
from emptychair.web.ui.choices import ChoiceOrNone, DayInput, colleagues, teams, touchpoints
from emptychair.web.ui.whom import WhomForm


class SeenForm(forms.Form):
    """Knows which state of the case the page showed, so that nobody overwrites a colleague."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_seen(self) -> datetime | None:
        """The moment of the last change on the page, if it is one."""
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            return None


class ReplyForm(SeenForm):
    """A message to the customer. `once` makes a form that is sent twice one message."""

    channel = forms.ChoiceField(
        label=_("By"),
        choices=((EMAIL, _("E-mail")), (SMS, "SMS"), (LINE, "LINE")),
        required=False,
        widget=forms.HiddenInput,
    )
    subject = forms.CharField(
        label=pgettext_lazy("mail", "Subject"), max_length=300, required=False
    )
    text = forms.CharField(
        label=pgettext_lazy("mail", "Text"), widget=forms.Textarea(attrs={"rows": 8})
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    @override
    def clean(self) -> dict[str, Any]:
        """A mail has a subject; a short message has none."""
        given = super().clean() or self.cleaned_data
        given["channel"] = given.get("channel") or EMAIL
        if given["channel"] == EMAIL and not given.get("subject") and "subject" in given:
            self.add_error("subject", _("A mail needs a subject."))
        return given


class NoteForm(forms.Form):
    """For colleagues only."""

    text = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}))


class CallForm(forms.Form):
    """What was said on the phone."""

    text = forms.CharField(
        label=_("What was said"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    reached = forms.TypedChoiceField(
        label=_("Reached?"),
        choices=[("1", _("yes, we spoke")), ("0", _("no, nobody answered"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        initial="1",
    )


class PromiseForm(SeenForm):
    """What we promised, and for when."""

    text = forms.CharField(label=_("What we promise"), max_length=300)
    for_day = forms.DateField(label=_("For the day"), widget=DayInput)


class AssignForm(SeenForm):
    """Who does it."""

    user = ChoiceOrNone(_("Colleague"))
    team = ChoiceOrNone(_("Team"))

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "user", colleagues(access))
        choose(self, "team", teams(access))


class SnoozeForm(SeenForm):
    """Until when it is put off."""

    until = forms.DateField(label=_("Until the morning of"), widget=DayInput)


class DueForm(SeenForm):
    """By when it is answered, on the clocks of the workspace."""

    due_at = forms.DateTimeField(
        label=_("To be answered by"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        error_messages={"invalid": _("Write a day and a time, such as 2026-12-01 17:00.")},
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = access.workspace.zone
        self.fields["due_at"].help_text = _("Time of %(zone)s") % {"zone": self.zone.key}

    @override
    def full_clean(self) -> None:
        """What is typed is read by the same clocks that the page shows."""
        with timezone.override(self.zone):
            super().full_clean()


class CloseForm(SeenForm):
    """How it ended, and why it came to it."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices)
    root_cause = forms.CharField(
        label=_("Root cause"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "root-causes", "autocomplete": "off"}),
        help_text=_("In a few words. The same words make the same cause countable."),
    )


class NewCaseForm(forms.Form):
    """A case opened by hand."""

    title = forms.CharField(label=_("What is it about?"), max_length=200)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices, initial=Urgency.NORMAL)
    touchpoint = ChoiceOrNone(_("Touchpoint"))
    team = ChoiceOrNone(_("Team"))
    note = forms.CharField(
        label=_("What happened"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "touchpoint", touchpoints(access))
        choose(self, "team", teams(access, nobody=_("the team of the touchpoint")))


class NewCaseForSomebodyForm(WhomForm, NewCaseForm):
    """The same where no page of a customer led here: first of all, whom it is about."""

    unknown = forms.BooleanField(
        label=_("The customer is not known"),
        required=False,
        help_text=_(
            "Somebody who gave no name, or a matter of many. The case stands on no page of a "
            "customer then."
        ),
    )
    field_order = ("customer", "chosen", "unknown")
    use_required_attribute = False  # the customer is needed unless the box is ticked

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whom = self.fields["customer"]
        whom.required = True
        whom.error_messages["required"] = _(
            "Say whom it is about, or tick that the customer is not known."
        )

    @override
    def clean(self) -> dict[str, Any]:
        """Nobody needs to be named where the customer is not known."""
        given = super().clean() or self.cleaned_data
        if given.get("unknown") and not given.get("customer"):
            self.errors.pop("customer", None)
            given["customer"] = ""
        return given


class BulkForm(forms.Form):
    """The same for many cases: which, and what."""

    act = forms.ChoiceField(
        choices=[("assign", _("Hand over")), ("snooze", _("Put off")), ("close", _("Close"))]
    )
    number = forms.TypedMultipleChoiceField(coerce=int)
    user = forms.IntegerField(required=False)
    team = forms.IntegerField(required=False)
    until = forms.DateField(required=False)
    outcome = forms.ChoiceField(choices=Outcome.choices, required=False)
    root_cause = forms.CharField(max_length=200, required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        given = data.getlist("number")
        numbers = [(one, one) for one in given if one.isascii() and one.isdigit()]
        self.fields["number"].choices = numbers  # type: ignore[attr-defined]  # a choice field


def reply_of(values: dict[str, Any]) -> Reply:
    """What was written into a `ReplyForm`, and by which way it goes."""
    return Reply(channel=values["channel"], subject=values["subject"], text=values["text"])


def choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Give a choice field what can be chosen."""
    form.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field


def tomorrow(access: Access, now: datetime) -> date:
    """The next working day, which people mostly mean: by the calendar of the workspace."""
    workspace = access.workspace
    return next_working_day(local_day(now, workspace.zone), calendar_of(workspace))
