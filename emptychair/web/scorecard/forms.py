"""Forms of the scorecard."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from typing_extensions import override

from emptychair.accounts.access import Access
from emptychair.accounts.queries import members_of, teams_of
from emptychair.metrics.figures import FigureGroup, FigureUnit, Horizon
from emptychair.metrics.words import MINUS, month_words
from emptychair.scorecard.types import Combining, GivenValue, Grain
from emptychair.sheets.amounts import read_number
from emptychair.web.ui.choices import ChoiceOrNone, DayInput, colleagues, teams

BETTER = (("higher", gettext_lazy("higher is better")), ("lower", gettext_lazy("lower is better")))


class OwnerFields(forms.Form):
    """Who answers for a figure."""

    owner_id = forms.TypedChoiceField(
        label=gettext_lazy("Owner"), coerce=int, empty_value=None, required=False
    )
    team_id = forms.TypedChoiceField(
        label=gettext_lazy("Team"), coerce=int, empty_value=None, required=False
    )

    def offer(self, access: Access) -> None:
        """Colleagues and teams of the workspace."""
        people = [(str(one.user_id), one.name or one.email) for one in members_of(access)]
        teams = [(str(one.pk), one.name) for one in teams_of(access)]
        for name, found in (("owner_id", people), ("team_id", teams)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("nobody")), *found]


class FigureForm(OwnerFields):
    """What a figure from outside is."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    key = forms.SlugField(
        label=gettext_lazy("Short name"),
        max_length=40,
        help_text=gettext_lazy("Small Latin letters, digits and _; files and the API call it so."),
        error_messages={"invalid": gettext_lazy("Small Latin letters, digits and _ only.")},
    )
    group = forms.ChoiceField(label=gettext_lazy("Group"), choices=FigureGroup.choices)
    horizon = forms.ChoiceField(label=gettext_lazy("Horizon"), choices=Horizon.choices)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), choices=FigureUnit.choices)
    better = forms.ChoiceField(label=gettext_lazy("Direction"), choices=BETTER)
    combining = forms.ChoiceField(
        label=gettext_lazy("Several months together"), choices=Combining.choices
    )
    definition = forms.CharField(
        label=gettext_lazy("Definition"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What counts, what does not. Another meaning is another version."),
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=200)
    field_order = (
        *("name", "key", "group", "horizon", "unit", "better", "combining"),
        *("definition", "source", "owner_id", "team_id"),
    )


class RowForm(OwnerFields):
    """What is chosen for a row."""

    horizon = forms.ChoiceField(label=gettext_lazy("Horizon"), choices=Horizon.choices)
    aim_value = forms.FloatField(label=gettext_lazy("To reach"), required=False)
    aim_day = forms.DateField(
        label=pgettext_lazy("day", "By"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    hidden = forms.BooleanField(label=gettext_lazy("Leave it off the scorecard"), required=False)
    field_order = ("horizon", "owner_id", "team_id", "aim_value", "aim_day", "hidden")


class DecisionForm(forms.Form):
    """Why a warning is accepted, or is none."""

    reason = forms.CharField(
        label=gettext_lazy("Why, in a few words"), widget=forms.Textarea(attrs={"rows": 3})
    )


class ImproveForm(forms.Form):
    """What is done about it."""

    title = forms.CharField(label=gettext_lazy("What we change"), max_length=200)
    reason = forms.CharField(
        label=gettext_lazy("Why this should help"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    owner = ChoiceOrNone(gettext_lazy("Who does it"))
    team = ChoiceOrNone(gettext_lazy("Team"))
    due_on = forms.DateField(label=gettext_lazy("Until"), widget=DayInput, required=False)

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (("owner", colleagues(access)), ("team", teams(access))):
            self.fields[name].choices = found  # type: ignore[attr-defined]  # a choice field


class MonthsForm(forms.Form):
    """Several months at once; what is left as it was is not touched."""

    source = forms.CharField(
        label=gettext_lazy("Source of these values"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Empty: the source of the figure."),
    )

    def __init__(self, *args: Any, months: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.months = months
        for month in months:
            name = f"{month:%Y-%m}"
            words = month_words(month)
            counted_from = _("%(month)s: counted from") % {"month": words}
            error = _("%(month)s: standard error") % {"month": words}
            self.fields[f"value-{name}"] = _typed(TypedNumber, words)
            self.fields[f"n-{name}"] = _typed(TypedCount, counted_from, least=0)
            self.fields[f"error-{name}"] = _typed(TypedNumber, error, least=0)

    def lines(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Each month with its three fields."""
        for month in self.months:
            names = [f"{part}-{month:%Y-%m}" for part in ("value", "n", "error")]
            yield month_words(month), [self[name] for name in names]

    def given(self) -> list[GivenValue]:
        """What was filled in."""
        found = []
        for month in self.months:
            name = f"{month:%Y-%m}"
            value = self.cleaned_data.get(f"value-{name}")
            if value is None:
                continue
            found.append(
                GivenValue(
                    grain=Grain.MONTH.value,
                    day=month,
                    value=value,
                    n=self.cleaned_data.get(f"n-{name}"),
                    standard_error=self.cleaned_data.get(f"error-{name}"),
                    source=self.cleaned_data["source"],
                )
            )
        return found


class TypedNumber(forms.FloatField):
    """A number as people type or paste it, read as in files: 1,234, １２３, 12万.

    A browser would drop what its own field for numbers does not know, without a word.
    """

    @override
    def to_python(self, value: Any) -> float | None:  # type: ignore[override]  # the stubs take every number for whole
        """The number; what is none is refused and stays in the field."""
        text = str(value if value is not None else "").replace(MINUS, "-").strip().rstrip("%％")
        if not text:
            return None
        found = read_number(text)
        if found is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class TypedCount(TypedNumber):
    """The same of things that are counted."""

    @override
    def to_python(self, value: Any) -> int | None:
        """A whole number."""
        found = super().to_python(value)
        if found is not None and not found.is_integer():
            raise forms.ValidationError(_("Enter a whole number."), code="invalid")
        return None if found is None else int(found)


def _typed(kind: type[TypedNumber], words: str, *, least: float | None = None) -> TypedNumber:
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    return kind(label=words, required=False, min_value=least, widget=widget)
