"""Forms of the outbox."""

from dataclasses import asdict

from django import forms
from django.utils.translation import gettext_lazy as _

from emptychair.messaging.queries import OutboxFilters
from emptychair.messaging.rules.contact_rate import LONGEST, ContactRule
from emptychair.messaging.types import MessageState, Purpose


class FilterForm(forms.Form):
    """What to show of the list."""

    text = forms.CharField(
        label=_("Customer, address or subject"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *MessageState.choices]
    )
    purpose = forms.ChoiceField(
        label=_("What for"), required=False, choices=[("", _("All")), *Purpose.choices]
    )

    def filters(self) -> OutboxFilters:
        """What was chosen; a value that does not exist counts as not chosen."""
        self.is_valid()
        return OutboxFilters(**{name: self.cleaned_data.get(name, "") for name in self.fields})


class AnswerForm(forms.Form):
    """What the customer writes, in the demo."""

    text = forms.CharField(
        label=_("What the customer answers"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RuleForm(forms.Form):
    """How often somebody may be asked."""

    min_days = forms.IntegerField(
        label=_("Days between two surveys"),
        min_value=0,
        max_value=LONGEST,
        help_text=_("Whoever was sent a survey is left in peace for so long."),
    )
    most = forms.IntegerField(label=_("At most so many surveys"), min_value=1, max_value=LONGEST)
    window_days = forms.IntegerField(label=_("within so many days"), min_value=1, max_value=LONGEST)

    @classmethod
    def of(cls, rule: ContactRule) -> "RuleForm":
        """The form as the rule stands."""
        return cls(initial=asdict(rule))
