"""The form of a level that others published."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emptychair.scorecard.types import Level
from emptychair.surveys.types import Metric
from emptychair.web.scorecard.forms import TypedCount, TypedNumber
from emptychair.web.ui.choices import DayInput

DECIMAL = forms.TextInput(attrs={"inputmode": "decimal"})


class LevelForm(forms.Form):
    """One value. Who enters the next year's as a month of the same figure keeps a series."""

    name = forms.CharField(
        label=gettext_lazy("Whose level it is"),
        max_length=120,
        help_text=gettext_lazy("Industry, country and what it is: software in the UK, mean."),
    )
    beside = forms.ChoiceField(label=gettext_lazy("Metric"), choices=Metric.choices)
    value = TypedNumber(label=gettext_lazy("Level"), widget=DECIMAL)
    day = forms.DateField(label=gettext_lazy("Published on"), widget=DayInput)
    source = forms.CharField(
        label=gettext_lazy("Published by"),
        max_length=200,
        help_text=gettext_lazy("Publisher and title, as one would look for it."),
    )
    n = TypedCount(
        label=gettext_lazy("Answers it was counted from"), required=False, widget=DECIMAL
    )
    about = forms.CharField(
        label=gettext_lazy("How they asked"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Whom, when and with which words: others ask in another way."),
    )

    def clean_n(self) -> int | None:
        """From somebody, where it is told."""
        n: int | None = self.cleaned_data["n"]
        if n is not None and n < 1:
            raise forms.ValidationError(_("Enter a whole number."), code="invalid")
        return n

    def level(self) -> Level:
        """What was filled in."""
        given = self.cleaned_data
        return Level(
            key="",
            name=given["name"],
            metric=given["beside"],
            value=given["value"],
            day=given["day"],
            n=given["n"],
            source=given["source"],
        )
