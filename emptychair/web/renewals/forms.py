"""What is entered about renewals and definitions."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emptychair.renewals.services.definition import RANGES
from emptychair.renewals.types import BusinessKind, Call, LeavesAt, RenewalOutcome

LONGEST = 300


class StepForm(forms.Form):
    """What is done next."""

    use_required_attribute = False
    next_step = forms.CharField(label=_("Next step"), required=False, max_length=LONGEST)
    next_on = forms.DateField(
        label=pgettext_lazy("deadline", "By"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class CallForm(forms.Form):
    """What the member expects."""

    use_required_attribute = False
    call = forms.ChoiceField(
        label=_("I expect"),
        required=False,
        choices=[("", _("nothing said")), *Call.choices],
    )


class OutcomeForm(forms.Form):
    """How it ended."""

    use_required_attribute = False
    outcome = forms.ChoiceField(label=_("How it ended"), choices=RenewalOutcome.choices)
    new_amount = forms.DecimalField(
        label=_("New amount"),
        help_text=_("For the same term as before; needed for more or less."),
        required=False,
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Needed when the customer left; in their own words if you can."),
        required=False,
        max_length=LONGEST,
    )
    competitor = forms.CharField(label=_("Went to"), required=False, max_length=120)
    competitor_price = forms.DecimalField(
        label=_("Price there"),
        required=False,
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
    )


class PublishForm(forms.Form):
    """Why a month is restated."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("Why it is restated"),
        required=False,
        max_length=LONGEST,
    )


class KindsForm(forms.Form):
    """How the workspace earns."""

    use_required_attribute = False
    kinds = forms.MultipleChoiceField(
        label=_("We live on"),
        help_text=_("None chosen: as contracts and orders say."),
        required=False,
        choices=BusinessKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    payment_events = forms.CharField(
        label=_("Events that tell of a failed payment"),
        help_text=_("Names of events, separated by commas."),
        required=False,
        max_length=LONGEST,
    )

    def names(self) -> tuple[str, ...]:
        """The events."""
        return tuple(self.cleaned_data["payment_events"].split(","))


class DefinitionForm(forms.Form):
    """What counts. Saved as another version."""

    use_required_attribute = False
    leaves_at = forms.ChoiceField(
        label=_("A cancelled contract leaves"),
        choices=LeavesAt.choices,
    )
    gap_days = forms.IntegerField(
        label=_("Days between two contracts that are no loss"), help_text=_("0 to 366")
    )
    zero_is_gone = forms.BooleanField(
        label=_("A running contract of nothing (paused) counts as gone"), required=False
    )
    once_months = forms.IntegerField(
        label=_("Months over which a one-off payment is spread"),
        help_text=_("0 to 60; 0 leaves it out"),
    )
    rates = forms.CharField(
        label=_("Rates"),
        help_text=_(
            "How much of your own currency one of another is, one a line: “USD 150.25”. Without "
            "a rate amounts of different currencies are never added up."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    buyer_gaps = forms.FloatField(
        label=_("A buyer has left after so many own gaps"), help_text=_("1.5 to 20")
    )
    commit_means = forms.FloatField(
        label=pgettext_lazy("definition", "“Sure” means"), help_text=_("A share: 0.9")
    )
    likely_means = forms.FloatField(
        label=pgettext_lazy("definition", "“Likely” means"), help_text=_("A share: 0.7")
    )
    risk_means = forms.FloatField(
        label=pgettext_lazy("definition", "“At risk” means"), help_text=_("A share: 0.4")
    )
    reason = forms.CharField(
        label=_("Why the definition changes"),
        help_text=_("It stands beside the version."),
        required=False,
        max_length=LONGEST,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Numbers keep their ranges."""
        super().__init__(*args, **kwargs)
        for name, (low, high) in RANGES.items():
            self.fields[name].widget.attrs.update({"min": low, "max": high, "step": "any"})

    def clean_rates(self) -> dict[str, float]:
        """Lines such as "USD 150.25"."""
        found: dict[str, float] = {}
        for line in self.cleaned_data["rates"].splitlines():
            parts = line.replace(",", " ").replace("=", " ").split()
            if not parts:
                continue
            try:
                code, rate = parts
                found[code.upper()] = float(rate)
            except ValueError:
                raise forms.ValidationError(
                    _("Write one rate a line: a currency of three letters and a number.")
                ) from None
        return found
