"""Forms of silence."""

from django import forms
from django.utils.translation import gettext_lazy

from emptychair.silence.services.settings import CUTS, MOST_CONTACTS, MOST_DAYS, MOST_HELD_OUT
from emptychair.web.ui.choices import DayInput


class ContactForm(forms.Form):
    """A contact, perhaps a call that was made already."""

    reached = forms.ChoiceField(
        label=gettext_lazy("How it went"),
        choices=(
            ("", gettext_lazy("Only open a case")),
            ("yes", gettext_lazy("Called, and reached them")),
            ("no", gettext_lazy("Called in vain")),
        ),
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("What they said"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SnoozeForm(forms.Form):
    """Until when it may rest."""

    until = forms.DateField(label=gettext_lazy("Off the list until"), widget=DayInput)


class ExplainForm(forms.Form):
    """Why they are away."""

    until = forms.DateField(label=gettext_lazy("They are away until"), widget=DayInput)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        help_text=gettext_lazy("A closed season, parental leave, a project that rests."),
    )


class SettingForm(forms.Form):
    """How the list is made."""

    contacts_a_week = forms.IntegerField(
        label=gettext_lazy("Contacts the team can make in a week"),
        min_value=1,
        max_value=MOST_CONTACTS,
        help_text=gettext_lazy("The list is as long as that, no longer."),
    )
    cut = forms.FloatField(
        label=gettext_lazy("Silent from this percentile of their own gaps"),
        min_value=100 * CUTS[0],
        max_value=100 * CUTS[1],
        help_text=gettext_lazy(
            "80 to 99.9. At 95 one ordinary gap in twenty is flagged as well; at 99 one in a "
            "hundred, later."
        ),
    )
    fewest_days = forms.IntegerField(
        label=gettext_lazy("And for so many days at least"), min_value=1, max_value=MOST_DAYS
    )
    held_out = forms.FloatField(
        label=gettext_lazy("Held out by chance, in percent"),
        min_value=0,
        max_value=100 * MOST_HELD_OUT,
        help_text=gettext_lazy(
            "0 to 50. Those are never listed: only against them is it known whether contacting "
            "brings customers back."
        ),
    )
    ignored = forms.CharField(
        label=gettext_lazy("Events that are no sign of life"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One name a line, such as invoice_sent."),
    )


class PriceForm(forms.Form):
    """A change of prices."""

    changed_on = forms.DateField(label=gettext_lazy("From this day on"), widget=DayInput)
    words = forms.CharField(label=gettext_lazy("What changed"), max_length=200)
    percent = forms.FloatField(
        label=gettext_lazy("By how many percent"), required=False, min_value=-100, max_value=10_000
    )
