"""Forms about use."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emptychair.usage.rules.definitions import NOT_USE, FeatureRule, UseDefinition
from emptychair.usage.types import KeyKind

ARROW = "->"


class KeyForm(forms.Form):
    """A write key: for which program, and where it lies."""

    name = forms.CharField(
        label=pgettext_lazy("field", "Name"),
        max_length=120,
        help_text=_("The program that will use it, so that you can revoke it without fear."),
    )
    kind = forms.ChoiceField(
        label=_("Where it lies"),
        choices=KeyKind.choices,
        initial=KeyKind.SERVER,
        widget=forms.RadioSelect,
        help_text=_(
            "A key in a web page or an app can be read by everybody who opens it. With it one can "
            "add events and people, and read nothing."
        ),
    )


class RulesForm(forms.Form):
    """Rules as lines of text: which events are which feature."""

    rules = forms.CharField(
        label=_("Rules"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "One a line: events -> feature. * stands for anything, - for no use at all. The first "
            "line that fits counts; an event without a line is a feature of its own name."
        ),
    )
    core = forms.CharField(
        label=_("Core features"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("One a line: the features for which a customer buys the product."),
    )

    @classmethod
    def initial_of(cls, definition: UseDefinition) -> dict[str, str]:
        """The lines as they stand."""
        lines = [f"{one.pattern} {ARROW} {one.feature}" for one in definition.rules]
        return {"rules": "\n".join(lines), "core": "\n".join(sorted(definition.core))}

    def clean_rules(self) -> list[FeatureRule]:
        """Each line taken apart."""
        found = []
        for number, line in enumerate(self.cleaned_data["rules"].splitlines(), 1):
            if not line.strip():
                continue
            pattern, arrow, feature = line.replace("→", ARROW).partition(ARROW)
            if not (arrow and pattern.strip() and feature.strip()):
                raise forms.ValidationError(
                    _("Line %(number)s: write events -> feature, such as page: * -> Pages.")
                    % {"number": number}
                )
            found.append(FeatureRule(pattern.strip()[:120], feature.strip()[:120]))
        return found

    def clean_core(self) -> list[str]:
        """The names."""
        lines = (line.strip() for line in self.cleaned_data["core"].splitlines())
        return [line for line in lines if line and line != NOT_USE]


class StartForm(forms.Form):
    """What a trial is, and what starting is."""

    trial_words = forms.CharField(
        label=_("Plans that are trials or free"),
        max_length=400,
        required=False,
        help_text=_("Parts of the plan's name, with commas. A contract for 0 is one anyway."),
    )
    trial_days = forms.IntegerField(
        label=_("Days of a trial"),
        min_value=1,
        max_value=730,
        help_text=_("For contracts that do not say when they end or renew."),
    )
    signup_event = forms.CharField(label=_("Event of signing up"), max_length=120)
    activated_event = forms.CharField(label=_("Event of having got going"), max_length=120)
    activation_days = forms.IntegerField(
        label=_("Days to get going"),
        min_value=1,
        max_value=730,
        help_text=_(
            "Whoever has not got going after so many days has left the sign-up unfinished."
        ),
    )

    @classmethod
    def initial_of(cls, definition: UseDefinition) -> dict[str, Any]:
        """As it stands."""
        return {
            "trial_words": ", ".join(definition.trial_words),
            "trial_days": definition.trial_days,
            "signup_event": definition.signup_event,
            "activated_event": definition.activated_event,
            "activation_days": definition.activation_days,
        }

    def plain(self) -> dict[str, Any]:
        """What the service takes."""
        words = self.cleaned_data["trial_words"].replace("、", ",").split(",")
        return {**self.cleaned_data, "trial_words": words}
