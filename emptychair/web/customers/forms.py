"""Forms of customers. Plain forms: tables are out of reach here."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from emptychair.accounts.access import Access
from emptychair.accounts.queries import member_with_id, members_of
from emptychair.customers.queries.companies import company_choices
from emptychair.customers.queries.sheet import AttributeRow
from emptychair.customers.types import AttributeKind, AttributeOwner, SpecialDayKind

_LANGUAGES = [
    ("", "–"),
    ("ja", "日本語"),
    ("en", "English"),
    ("zh", "中文"),
    ("ko", "한국어"),
    ("vi", "Tiếng Việt"),
    ("pt", "Português"),
]
ATTRIBUTE = "attribute-"


def day_field(label: Any) -> forms.DateField:
    """A day, chosen from the browser's calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


def _text(label: Any, length: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, **({"required": False} | more))


def _language(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=_LANGUAGES, required=False)


class _WithAttributes(forms.Form):
    """Adds a field for each attribute, and knows who may look after a customer."""

    parts: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = ()

    def __init__(
        self, access: Access, attributes: list[AttributeRow], *args: Any, **rest: Any
    ) -> None:
        """`attributes` come with their values."""
        super().__init__(*args, **rest)
        self.access = access
        members = [("", "–"), *((one.user_id, one.name) for one in members_of(access))]
        self.fields["owner"] = forms.TypedChoiceField(
            label=_("Looks after them"),
            choices=members,
            coerce=int,
            empty_value=None,
            required=False,
        )
        for one in attributes:
            self.fields[ATTRIBUTE + one.key] = _attribute_field(one)
            self.initial.setdefault(ATTRIBUTE + one.key, one.raw)

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields in parts with a heading each; attributes come last."""
        told = [(words, [self[name] for name in names]) for words, names in self.parts]
        own = [self[name] for name in self.fields if name.startswith(ATTRIBUTE)]
        return [*told, *([(_("Attributes"), own)] if own else [])]

    def typed(self) -> dict[str, str]:
        """Values of the attributes, as typed."""
        return {
            name.removeprefix(ATTRIBUTE): str(value or "")
            for name, value in self.cleaned_data.items()
            if name.startswith(ATTRIBUTE)
        }

    def plain(self) -> dict[str, Any]:
        """Values of the other fields; the colleague as an id that was looked up."""
        found = {
            name: value
            for name, value in self.cleaned_data.items()
            if not name.startswith(ATTRIBUTE) and name != "owner"
        }
        owner = self.cleaned_data.get("owner")
        found["owner"] = member_with_id(self.access, owner).user if owner else None
        return found


class PersonForm(_WithAttributes):
    """A person, as one edits them."""

    parts: ClassVar = (
        (_("Who it is"), ("name", "name_reading", "company_name", "title")),
        (_("How to reach them"), ("email", "phone", "language", "region")),
        (
            _("As a customer"),
            ("segment", "yearly_value", "joined_on", "left_on", "owner", "external_id", "note"),
        ),
    )

    name = _text(pgettext_lazy("customer", "Name"), 200)
    name_reading = _text(
        _("Reading"), 200, help_text=_("In kana. Without it the machine guesses, for searching.")
    )
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    phone = _text(_("Phone"), 40)
    company_name = _text(
        _("Company"), 200, help_text=_("By its name; an unknown one is added to the list.")
    )
    title = _text(_("Job title"), 120)
    external_id = _text(_("Number in your own system"), 120)
    language = _language(pgettext_lazy("customer", "Language"))
    region = _text(_("Region"), 80)
    segment = _text(pgettext_lazy("of answers", "Segment"), 80)
    yearly_value = forms.DecimalField(
        label=_("Value a year"), max_digits=14, decimal_places=2, required=False
    )
    joined_on = day_field(_("Customer since"))
    left_on = day_field(_("Left on"))
    note = forms.CharField(
        label=pgettext_lazy("customer", "Note"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CompanyForm(_WithAttributes):
    """A company, as one edits it."""

    parts: ClassVar = (
        (_("Who it is"), ("name", "name_reading", "parent", "domain", "region", "language")),
        (
            _("As a customer"),
            ("yearly_value", "joined_on", "left_on", "owner", "external_id", "note"),
        ),
    )

    name = _text(pgettext_lazy("customer", "Name"), 200, required=True)
    name_reading = _text(_("Reading"), 200)
    external_id = _text(_("Number in your own system"), 120)
    domain = _text(_("Domain"), 120, help_text=_("The part of their addresses after the @."))
    region = _text(_("Region"), 80)
    language = _language(pgettext_lazy("customer", "Language"))
    yearly_value = forms.DecimalField(
        label=_("Value a year"), max_digits=14, decimal_places=2, required=False
    )
    joined_on = day_field(_("Customer since"))
    left_on = day_field(_("Left on"))
    note = forms.CharField(
        label=pgettext_lazy("customer", "Note"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, access: Access, attributes: list[AttributeRow], *args: Any, own: int = 0, **rest: Any
    ) -> None:
        """`own` is the company itself, which cannot stand above itself."""
        super().__init__(access, attributes, *args, **rest)
        chosen = self.initial.get("parent")
        above = [one for one in company_choices(access, chosen=chosen) if one[0] != own]
        self.fields["parent"] = forms.TypedChoiceField(
            label=_("Belongs to"),
            choices=[("", "–"), *above],
            coerce=int,
            empty_value=None,
            required=False,
        )


class NoteForm(forms.Form):
    """A few words."""

    text = forms.CharField(max_length=2000)


class ReasonForm(forms.Form):
    """What to do with the permission to write, and why."""

    action = forms.ChoiceField(
        choices=[(word, word) for word in ("suppress", "lift", "allow", "forbid")]
    )
    reason = forms.CharField(max_length=120)


class SpecialDayForm(forms.Form):
    """A day that comes round."""

    kind = forms.ChoiceField(choices=SpecialDayKind.choices)
    whose = forms.CharField(max_length=80, required=False)
    month = forms.IntegerField(min_value=1, max_value=12)
    day = forms.IntegerField(min_value=1, max_value=31)


class AttributeForm(forms.Form):
    """A new attribute."""

    label = forms.CharField(label=pgettext_lazy("customer", "Name"), max_length=120)
    key = forms.SlugField(
        label=_("Key"),
        max_length=60,
        help_text=_("Latin letters, digits and hyphens: the column of the file that is read in."),
    )
    applies_to = forms.ChoiceField(label=_("Belongs to"), choices=AttributeOwner.choices)
    kind = forms.ChoiceField(label=_("Type"), choices=AttributeKind.choices)
    choices = forms.CharField(
        label=_("Choices"),
        required=False,
        max_length=1000,
        help_text=_("For the type “choice”: separated by commas."),
    )

    @override
    def clean(self) -> dict[str, Any]:
        """A choice needs something to choose from."""
        values: dict[str, Any] = super().clean() or {}
        words = [word.strip() for word in values.get("choices", "").replace("、", ",").split(",")]
        values["choices"] = [word for word in words if word]
        if values.get("kind") == AttributeKind.CHOICE.value and not values["choices"]:
            self.add_error("choices", _("Write down what can be chosen."))
        return values


def _attribute_field(one: AttributeRow) -> forms.Field:
    if one.kind == "date":
        return day_field(one.label)
    if one.kind == "switch":
        words = [("", "–"), ("yes", _("yes")), ("no", _("no"))]
        return forms.ChoiceField(label=one.label, choices=words, required=False)
    if one.kind == "choice":
        choices = [("", "–"), *((word, word) for word in one.choices)]
        return forms.ChoiceField(label=one.label, choices=choices, required=False)
    return _text(one.label, 500)
