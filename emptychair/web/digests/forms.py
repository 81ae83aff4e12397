"""Forms of regular reports and displays."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import RIGHTS, Permission
from emptychair.accounts.queries import members_of, teams_of
from emptychair.digests.rules.cadence import LATEST_DAY
from emptychair.digests.types import Audience, Cadence, Form, Settings
from emptychair.surveys.types import Metric
from emptychair.touchpoints.queries import touchpoints_of
from emptychair.web.digests.shown import weekday_words
from emptychair.web.ui.choices import ChoiceOrNone, DayInput

LANGUAGES = (("ja", "日本語"), ("en", "English"))


class DigestForm(forms.Form):
    """What a report is about, when it is made, and who gets it."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    audience = forms.ChoiceField(label=gettext_lazy("About"), choices=Audience.choices)
    team_id = ChoiceOrNone(gettext_lazy("Team"))
    touchpoint_id = ChoiceOrNone(gettext_lazy("Touchpoint"))
    cadence = forms.ChoiceField(label=gettext_lazy("How often"), choices=Cadence.choices)
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Weekday, if every week"), coerce=int, required=False
    )
    day = forms.IntegerField(
        label=gettext_lazy("Day of the month, otherwise"),
        min_value=1,
        max_value=LATEST_DAY,
        help_text=gettext_lazy("Counted from the end of the days that the report tells of."),
    )
    hour = forms.IntegerField(label=gettext_lazy("Hour"), min_value=0, max_value=23)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Files"), choices=Form.choices, widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)
    members = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Colleagues who get it"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    addresses = forms.CharField(
        label=gettext_lazy("Addresses outside"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line. They get it without names, and need no account here."),
    )
    confirmed = forms.BooleanField(
        label=gettext_lazy("These addresses may get the numbers of the company"), required=False
    )
    with_names = forms.BooleanField(
        label=gettext_lazy("Name customers, for readers who may see names"), required=False
    )

    def offer(self, access: Access) -> None:
        """Teams, touchpoints, weekdays and readers of the workspace."""
        teams = [(str(one.pk), one.name) for one in teams_of(access)]
        places = [(str(one.pk), one.name) for one in touchpoints_of(access)]
        readers = [
            (str(one.user_id), one.name or one.email)
            for one in members_of(access)
            if Permission.REPORT_READ in RIGHTS[one.role]
        ]
        days = [(str(number), weekday_words(number)) for number in range(7)]
        self._choices("team_id", [("", _("none")), *teams])
        self._choices("touchpoint_id", [("", _("none")), *places])
        self._choices("weekday", days)
        self._choices("members", readers)

    def _choices(self, name: str, offered: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = offered

    def settings(self) -> Settings:
        """What the service takes."""
        given: dict[str, Any] = self.cleaned_data
        weekly = given["cadence"] == Cadence.WEEK
        return Settings(
            name=given["name"],
            audience=given["audience"],
            team_id=given["team_id"],
            touchpoint_id=given["touchpoint_id"],
            cadence=given["cadence"],
            day=int(given["weekday"] or 0) if weekly else given["day"],
            hour=given["hour"],
            forms=tuple(given["kinds"]),
            language=given["language"],
            with_names=given["with_names"],
            members=tuple(given["members"]),
            addresses=tuple(given["addresses"].split()),
        )


class WallForm(forms.Form):
    """A display."""

    label = forms.CharField(
        label=gettext_lazy("Where it hangs"), max_length=80,
        help_text=gettext_lazy("For instance: entrance, third floor."),
    )  # fmt: skip
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)
    metric = forms.ChoiceField(label=pgettext_lazy("any metric", "Score"), required=False)
    touchpoint_id = ChoiceOrNone(gettext_lazy("Touchpoint"))
    expires_on = forms.DateField(
        label=gettext_lazy("Switches itself off after"), widget=DayInput, required=False
    )
    shows_voices = forms.BooleanField(
        label=gettext_lazy("Show the newest comments, masked and without names"), required=False
    )

    def offer(self, access: Access) -> None:
        """Scores and touchpoints to choose from."""
        metrics = [("", _("what reports begin with")), *Metric.choices]
        places = [(str(one.pk), one.name) for one in touchpoints_of(access)]
        for name, offered in (
            ("metric", metrics),
            ("touchpoint_id", [("", _("the whole company")), *places]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = offered
