"""Forms of alerts."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emptychair.accounts.access import Access
from emptychair.accounts.queries import members_of
from emptychair.alerts.services.rules import RuleChanges
from emptychair.alerts.types import Kind, RuleRow
from emptychair.touchpoints.queries import touchpoints_of
from emptychair.voice.queries import words_in_use
from emptychair.web.ui.choices import ChoiceOrNone, DayInput, colleagues


class ImproveForm(forms.Form):
    """What is to be changed."""

    title = forms.CharField(label=gettext_lazy("What we shall change"), max_length=200)
    owner = ChoiceOrNone(gettext_lazy("Who does it"))
    due_on = forms.DateField(label=gettext_lazy("Until"), widget=DayInput, required=False)

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = colleagues(access)  # type: ignore[attr-defined]  # a choice field


class DismissForm(forms.Form):
    """Why nothing is to be done."""

    reason = forms.CharField(
        label=gettext_lazy("It is known, because"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SettingsForm(forms.Form):
    """What is told, from what size on, and to whom."""

    is_on = forms.BooleanField(label=gettext_lazy("Look every morning"), required=False)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What is watched"),
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    interest = forms.FloatField(
        label=gettext_lazy("Tell from this many points on"),
        min_value=0,
        max_value=50,
        help_text=gettext_lazy(
            "A smaller change is not told, however sure it is. In points of NPS or percent."
        ),
    )
    good_too = forms.BooleanField(
        label=gettext_lazy("Note what became better too (without a mail)"), required=False
    )
    told_to_id = forms.TypedChoiceField(
        label=gettext_lazy("Told where no team owns the place"),
        coerce=int,
        empty_value=None,
        required=False,
    )
    quiet = forms.MultipleChoiceField(
        label=gettext_lazy("Say nothing about"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def offer(self, access: Access, rule: RuleRow) -> None:
        """Colleagues, touchpoints and segments of the workspace."""
        people = [(str(one.user_id), one.name or one.email) for one in members_of(access)]
        places = [(f"touchpoint:{one.pk}", one.name) for one in touchpoints_of(access)]
        segments = [(f"segment:{word}", word) for word in words_in_use(access, "segment")]
        known = {value for value, _words in (*places, *segments)}
        rest = [(one, one.partition(":")[2]) for one in rule.quiet if one not in known]
        for name, choices in (
            ("told_to_id", [("", _("whoever has led the workspace longest")), *people]),
            ("quiet", [*places, *segments, *rest]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def changes(self) -> RuleChanges:
        """What the service takes."""
        given = self.cleaned_data
        return {
            "is_on": given["is_on"],
            "switched_off": sorted(set(Kind.values) - set(given["kinds"])),
            "interest": given["interest"],
            "good_too": given["good_too"],
            "quiet": given["quiet"],
            "told_to_id": given["told_to_id"],
        }
