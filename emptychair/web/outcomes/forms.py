"""Forms about KPIs."""

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from emptychair.accounts.access import Access
from emptychair.customers.queries.finding import shown_name
from emptychair.customers.queries.sheet import people_there
from emptychair.outcomes.guide import DEPARTMENTS, OF_INDUSTRY
from emptychair.outcomes.rules.formula import NAME, number
from emptychair.outcomes.services.kpis import Agreed
from emptychair.outcomes.types import Direction, EventMeasure, ProxyMeasure, Source
from emptychair.web.ui.choices import ChoiceOrNone, DayInput, offer_colleagues
from emptychair.web.ui.outside import POLITE

if TYPE_CHECKING:
    from emptychair.customers.models import Company, Person
    from emptychair.customers.queries.finding import FoundPerson
    from emptychair.outcomes.models import Kpi

INPUT = re.compile(r"([^=]+?)\s*=\s*(-?[\d,]+(?:\.\d+)?)\s*(.*)")
ELSEWHERE = {"formula_currency", "proxy_rule"}  # not asked for in the form of a KPI
ASKED = tuple(name for name in Agreed.__dataclass_fields__ if name not in ELSEWHERE)


class InputsField(forms.CharField):
    """Named numbers, one a line: `hourly_wage = 2400 yen/hour`, `時給 = 2,400 円/時`."""

    @override
    def clean(self, value: Any) -> Any:
        """As name, value and unit; a name of several words is written together in formulas."""
        found = []
        for line in filter(str.strip, super().clean(value).splitlines()):
            read = INPUT.fullmatch(unicodedata.normalize("NFKC", line).strip())
            name = "_".join(read[1].split()) if read is not None else ""
            if read is None or not NAME.fullmatch(name) or not name.isidentifier():
                raise forms.ValidationError(
                    _("One input a line, such as: hourly_wage = 2400 yen/hour"), code="inputs"
                )
            found.append(
                {"name": name, "value": float(read[2].replace(",", "")), "unit": read[3][:40]}
            )
        return found


class KpiForm(forms.Form):
    """What a KPI is, where it starts, where it is to go, and how we know."""

    name = forms.CharField(label=_("The number, in the customer’s words"), max_length=160)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    direction = forms.ChoiceField(label=_("Which way is better"), choices=Direction.choices)
    start_value = forms.FloatField(label=_("Value at the start"), required=False)
    start_on = forms.DateField(label=_("Day of the start"), widget=DayInput, required=False)
    target_value = forms.FloatField(label=_("Target"), required=False)
    target_on = forms.DateField(label=_("Target by"), widget=DayInput, required=False)
    customer_owner_id = ChoiceOrNone(_("Who answers for it at the customer"))
    owner_id = ChoiceOrNone(_("Who asks for it here"))
    cadence_days = forms.IntegerField(
        label=_("Days between two looks at it"), min_value=1, max_value=730, initial=30
    )
    source = forms.ChoiceField(label=_("Where the number comes from"), choices=Source.choices)
    event_name = forms.CharField(
        label=_("Event that is counted"),
        max_length=120,
        required=False,
        help_text=_("For numbers computed from data, by month; a proxy may be counted too."),
    )
    event_measure = forms.ChoiceField(label=_("What is counted"), choices=EventMeasure.choices)
    proxy_measure = forms.ChoiceField(
        label=_("What the proxy watches"),
        choices=[("", _("no proxy")), *ProxyMeasure.choices],
        required=False,
    )
    reasoning = forms.CharField(
        label=_("Why it tells of their success"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("A proxy is marked as one wherever it is shown, with this beside it."),
    )
    formula = forms.CharField(
        label=_("What it is worth to them"),
        max_length=300,
        required=False,
        help_text=_(
            "A formula such as change × people × hourly_wage × 12 (or with * for ×). The words "
            "start, current, target and change are numbers of this KPI; change counts for the "
            "better. What else it needs stands below, in your customer’s words."
        ),
    )
    formula_inputs = InputsField(
        label=_("Inputs of the formula"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("One input a line, such as: hourly_wage = 2400 yen/hour"),
    )

    def __init__(
        self,
        *given: Any,
        access: Access,
        company: "Company | None",
        person: "Person | None",
        **rest: Any,
    ) -> None:
        """With the people of the customer to choose from."""
        super().__init__(*given, **rest)
        offer_colleagues(self, access, "owner_id")
        self._currency = (company or person or access.workspace).currency
        self._currency = self._currency or access.workspace.currency
        people = people_there(access, company, limit=200) if company is not None else []
        choices = [(str(one.id), one.name) for one in people] + self._gone(access, people)
        if person is not None:
            choices = [(str(person.pk), str(person) if access.may_see_names else f"#{person.pk}")]
        field = self.fields["customer_owner_id"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("nobody")), *choices]

    def _gone(self, access: Access, there: "list[FoundPerson]") -> list[tuple[str, str]]:
        """Who answered for it until now and has left."""
        was = self.initial.get("customer_owner")
        if was is None or was.pk in {one.id for one in there}:
            return []
        return [(str(was.pk), str(_("%(name)s (has left)")) % {"name": shown_name(access, was)})]

    def agreed(self, kpi: "Kpi | None" = None) -> Agreed:
        """What the service takes; how a proxy is counted stays as it is."""
        given = {name: self.cleaned_data[name] for name in ASKED}
        rule = kpi.proxy_rule if kpi is not None else {}
        return Agreed(**given, formula_currency=self._currency, proxy_rule=rule)


class ReadingForm(forms.Form):
    """A value of a day."""

    value = forms.FloatField(label=_("The number"))
    day = forms.DateField(label=_("On which day"), widget=DayInput)
    told = forms.BooleanField(label=_("The customer told us"), required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)


class CorrectionForm(forms.Form):
    """Another value for a reading."""

    value = forms.FloatField(label=_("The right number"))
    reason = forms.CharField(label=_("What was wrong"), max_length=300)


def initial_of(kpi: "Kpi") -> dict[str, Any]:
    """A KPI as its form begins with it."""
    found = {name: getattr(kpi, name) for name in ASKED}
    lines = [f"{one['name']} = {_plain(one['value'])} {one['unit']}" for one in kpi.formula_inputs]
    found["customer_owner"] = kpi.customer_owner
    return {**found, "formula_inputs": "\n".join(line.strip() for line in lines)}


def _plain(value: float) -> str:
    return number(value).replace("−", "-")


class StartForm(forms.Form):
    """Whom one talks to."""

    department = forms.ChoiceField(
        label=_("Whose work is it about"),
        choices=[(one.code, one.label) for one in DEPARTMENTS.values()],
        widget=forms.RadioSelect,
    )
    industry = forms.ChoiceField(
        label=_("Industry"),
        choices=[("", _("another one")), *((one.code, one.label) for one in OF_INDUSTRY.values())],
        required=False,
    )


class TypedNumber(forms.FloatField):
    """A number as a customer may type it: in wide signs, with commas."""

    @override
    def clean(self, value: Any) -> Any:
        """１，２００ is 1200."""
        return super().clean(unicodedata.normalize("NFKC", value or "").replace(",", ""))


class ConfirmForm(forms.Form):
    """What the customer says about the number."""

    answer = forms.ChoiceField(
        label=_("Is this number right?"),
        choices=[("right", ""), ("other", "")],
        error_messages={"required": _("Please choose one of the two.")},
    )
    value = TypedNumber(label=_("The number as you know it"), required=False, error_messages=POLITE)
    name = forms.CharField(label=_("Your name"), max_length=200, error_messages=POLITE)
    comment = forms.CharField(
        label=_("Anything you would like to add"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        required=False,
    )

    @override
    def clean(self) -> dict[str, Any]:
        """Another number needs the number."""
        given = super().clean() or {}
        if given.get("answer") == "other" and given.get("value") is None:
            self.add_error("value", _("Please enter the number as you know it."))
        return given
