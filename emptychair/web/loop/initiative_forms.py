"""What can be said about an initiative."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.loop.rules.telling import TellText
from emptychair.loop.types import InitiativeKind, InitiativeState
from emptychair.surveys.types import Metric
from emptychair.web.loop.case_forms import SeenForm
from emptychair.web.ui.choices import (
    ChoiceOrNone,
    DayInput,
    chosen_team,
    chosen_touchpoint,
    chosen_user,
    colleagues,
    teams,
    touchpoints,
)

LANGUAGES = (("ja", _("Japanese")), ("en", _("English")))


class InitiativeForm(forms.Form):
    """What we change, why we believe in it, and how we shall see it."""

    title = forms.CharField(label=_("What changes, in one line"), max_length=200)
    kind = forms.ChoiceField(
        label=_("What kind of change"),
        choices=InitiativeKind.choices,
        widget=forms.RadioSelect,
        initial=InitiativeKind.PRODUCT,
        help_text=_("Does the thing itself change, or only what is said about it?"),
    )
    change = forms.CharField(
        label=_("What we change"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    hypothesis = forms.CharField(
        label=_("Why we believe in it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("If we change this, then these customers notice that, because ..."),
    )
    metric = forms.ChoiceField(label=_("Metric to watch"), choices=Metric.choices)
    touchpoint = ChoiceOrNone(_("Touchpoint"))
    owner = ChoiceOrNone(_("Owner"))
    team = ChoiceOrNone(_("Team"))
    starts_on = forms.DateField(label=_("Begins on"), widget=DayInput, required=False)
    due_on = forms.DateField(label=_("To be done by"), widget=DayInput, required=False)

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (
            ("touchpoint", touchpoints(access)),
            ("owner", colleagues(access)),
            ("team", teams(access)),
        ):
            self.fields[name].choices = found  # type: ignore[attr-defined]  # a choice field

    def values(self, access: Access) -> dict[str, Any]:
        """What the service takes: rows instead of ids."""
        plain = dict(self.cleaned_data)
        plain["touchpoint"] = chosen_touchpoint(access, plain["touchpoint"])
        plain["owner"] = chosen_user(access, plain["owner"])
        plain["team"] = chosen_team(access, plain["team"])
        return plain


class EditForm(SeenForm, InitiativeForm):
    """The same for one that is there: it knows which state of it the page showed."""


class MoveForm(forms.Form):
    """The next state; for done, what came of it."""

    state = forms.ChoiceField(label=_("State"), choices=InitiativeState.choices)
    result = forms.CharField(
        label=_("What came of it"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class TellForm(forms.Form):
    """Subject and text for each language in which somebody asked."""

    def __init__(self, data: Any, *, texts: dict[str, TellText], counts: dict[str, int]) -> None:
        super().__init__(data)
        self.languages = [code for code, _words in LANGUAGES if counts.get(code)] or ["ja"]
        for code in self.languages:
            words = dict(LANGUAGES)[code]
            self.fields[f"subject_{code}"] = forms.CharField(
                label=_("Subject (%(language)s)") % {"language": words},
                max_length=300,
                required=False,
                initial=texts[code].subject,
            )
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Text (%(language)s)") % {"language": words},
                widget=forms.Textarea(attrs={"rows": 9}),
                required=False,
                initial=texts[code].text,
            )

    def words(self, part: str) -> dict[str, str]:
        """What was written, by language; `part` is subject or text."""
        return {code: self.cleaned_data[f"{part}_{code}"] for code in self.languages}
