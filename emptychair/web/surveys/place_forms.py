"""Forms of places: what each kind wants to know."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from typing_extensions import override

from emptychair.accounts.access import Access
from emptychair.surveys.services.collecting import PlaceSettings
from emptychair.surveys.types import CollectorKind
from emptychair.touchpoints.queries import touchpoint_with_id, touchpoints_of

ORIGINS = frozenset({CollectorKind.EMBED.value, CollectorKind.WIDGET.value})
THEMES = [
    ("auto", gettext_lazy("as the visitor's device")),
    ("light", gettext_lazy("always light")),
    ("dark", gettext_lazy("always dark")),
]
_COLOUR = RegexValidator(r"#[0-9a-fA-F]{6}", gettext_lazy("Write a colour as #1f5f57."))


class PlaceForm(forms.Form):
    """A name, a touchpoint, and for frames and widgets the pages that may show it."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        help_text=gettext_lazy("Where it hangs or stands, for yourself: “counter, Ginza shop”."),
    )
    touchpoint = forms.TypedChoiceField(
        label=gettext_lazy("Touchpoint"), coerce=int, empty_value=None, required=False
    )
    origins = forms.CharField(
        label=gettext_lazy("Pages that may show it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=gettext_lazy("One a line, as https://www.example.com."),
    )

    def __init__(self, *args: Any, access: Access, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["touchpoint"]
        if isinstance(field, forms.ChoiceField):
            offered = [(str(one.pk), one.name) for one in touchpoints_of(access)]
            field.choices = [("", _("that of the survey")), *offered]
        if kind not in ORIGINS:
            del self.fields["origins"]

    def settings(self, access: Access) -> PlaceSettings:
        """What the service takes."""
        given = self.cleaned_data
        place = given["touchpoint"]
        return PlaceSettings(
            name=given["name"],
            touchpoint=touchpoint_with_id(access, place) if place else None,
            origins=tuple(given.get("origins", "").splitlines()),
            more=self.more(),
        )

    def more(self) -> dict[str, Any]:
        """Settings of this kind alone."""
        return {}

    @classmethod
    def initial_of(cls, settings: dict[str, Any]) -> dict[str, Any]:
        """The fields as they were saved."""
        return {"origins": "\n".join(settings.get("origins", []))}


class _LookForm(PlaceForm):
    colour = forms.CharField(
        label=gettext_lazy("Colour of buttons"),
        required=False,
        validators=[_COLOUR],
        help_text=gettext_lazy("As #1f5f57. Words on it turn black or white by themselves."),
    )
    theme = forms.ChoiceField(
        label=gettext_lazy("Light or dark"), choices=THEMES, required=False, initial="auto"
    )

    def look(self) -> dict[str, str]:
        given = self.cleaned_data
        wanted = {name: given.get(name, "") for name in ("colour", "theme", "side", "tab")}
        return {name: value for name, value in wanted.items() if value}


class KioskForm(_LookForm):
    """A tablet: when it begins anew."""

    idle_seconds = forms.IntegerField(
        label=gettext_lazy("Begins anew after so many seconds without a touch"),
        min_value=20,
        max_value=600,
        initial=45,
    )

    @override
    def more(self) -> dict[str, Any]:
        """What the tablet needs."""
        return {"look": self.look(), "idle_seconds": self.cleaned_data["idle_seconds"]}

    @classmethod
    @override
    def initial_of(cls, settings: dict[str, Any]) -> dict[str, Any]:
        """The fields as they were saved."""
        return {"idle_seconds": settings.get("idle_seconds", 45), **settings.get("look", {})}


class WidgetForm(_LookForm):
    """A widget: how it shows, when it asks, and what it may remember."""

    show = forms.ChoiceField(
        label=gettext_lazy("How it shows"),
        choices=[
            ("popup", gettext_lazy("in a corner, when something happens")),
            ("tab", gettext_lazy("as a tab that is always there")),
            ("inline", gettext_lazy("inside of the page, in an element")),
        ],
    )
    inside = forms.CharField(
        label=gettext_lazy("The element, when inside of the page"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("As in a style sheet: #feedback."),
    )
    pages = forms.CharField(
        label=gettext_lazy("Only on these pages"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=gettext_lazy("One a line; * stands for anything: /orders/*. Empty: on all."),
    )
    after = forms.IntegerField(
        label=gettext_lazy("After so many seconds"), required=False, min_value=0, max_value=3600
    )
    scroll = forms.IntegerField(
        label=gettext_lazy("When so much of the page was read (percent)"),
        required=False,
        min_value=1,
        max_value=100,
    )
    event = forms.CharField(
        label=gettext_lazy("When your page tells this event"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("By emptychair('track', 'order_delivered')."),
    )
    click = forms.CharField(
        label=gettext_lazy("When this element is clicked"), required=False, max_length=120
    )
    exit = forms.BooleanField(
        label=gettext_lazy("When the visitor is about to leave, or comes back to the page"),
        required=False,
    )
    share = forms.IntegerField(
        label=gettext_lazy("Of so many visitors in a hundred"),
        min_value=1,
        max_value=100,
        initial=100,
    )
    side = forms.ChoiceField(
        label=gettext_lazy("Side"),
        required=False,
        choices=[
            ("", pgettext_lazy("side of a page", "where lines end")),
            ("start", pgettext_lazy("side of a page", "where lines begin")),
        ],
    )
    tab = forms.CharField(label=gettext_lazy("Words on the tab"), required=False, max_length=40)
    remember = forms.BooleanField(
        label=gettext_lazy("It may remember on the visitor's device that it has asked"),
        required=False,
        help_text=gettext_lazy(
            "In local storage, never in a cookie. Without it nothing is kept beyond the page, "
            "unless your page allows it when the visitor has agreed."
        ),
    )
    again_days = forms.IntegerField(
        label=gettext_lazy("Asks the same visitor again after so many days"),
        min_value=1,
        max_value=730,
        initial=90,
    )

    field_order = (
        *("name", "origins", "show", "inside", "pages", "after", "scroll", "event", "click"),
        *("exit", "share", "again_days", "remember", "colour", "theme", "side", "tab"),
    )
    _TRIGGERS = ("after", "scroll", "event", "click", "exit", "share", "inside")

    def clean_origins(self) -> str:
        """Without a page that may show it, it would show nowhere."""
        text = str(self.cleaned_data["origins"])
        if not text.strip():
            raise forms.ValidationError(_("Name at least one page that may show it."))
        return text

    @override
    def more(self) -> dict[str, Any]:
        """What the script needs."""
        given = self.cleaned_data
        triggers = {name: given[name] for name in self._TRIGGERS if _is_said(given.get(name))}
        pages = [line.strip() for line in given["pages"].splitlines() if line.strip()]
        return {
            "show": given["show"],
            "triggers": {**triggers, **({"pages": pages} if pages else {})},
            "look": self.look(),
            "remember": "yes" if given["remember"] else "no",
            "again_days": given["again_days"],
        }

    @classmethod
    @override
    def initial_of(cls, settings: dict[str, Any]) -> dict[str, Any]:
        """The fields as they were saved."""
        triggers = settings.get("triggers", {})
        return {
            **super().initial_of(settings),
            "show": settings.get("show", "popup"),
            "remember": settings.get("remember") == "yes",
            "again_days": settings.get("again_days", 90),
            "share": 100,
            **settings.get("look", {}),
            **triggers,
            "pages": "\n".join(triggers.get("pages", [])),
        }


def _is_said(value: object) -> bool:
    """Whether a field says something; "after 0 seconds" does."""
    return value is not None and value is not False and value != ""


class PinForm(forms.Form):
    """The PIN with which staff leave a tablet."""

    pin = forms.CharField(
        label=gettext_lazy("PIN to leave"),
        min_length=4,
        max_length=8,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Four to eight digits."),
    )


FORMS: dict[str, type[PlaceForm]] = {
    CollectorKind.KIOSK.value: KioskForm,
    CollectorKind.WIDGET.value: WidgetForm,
}


def form_class(kind: str) -> type[PlaceForm]:
    """The form of a kind of place."""
    return FORMS.get(kind, PlaceForm)
