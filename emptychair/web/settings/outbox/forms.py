"""Forms of the outbox."""

from django import forms
from django.utils.translation import gettext_lazy as _

from emptychair.messaging.queries import OutboxFilters
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
