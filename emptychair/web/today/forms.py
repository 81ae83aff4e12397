"""What may be said when a row of Today is done with."""

from datetime import datetime, timedelta
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.accounts.queries import members_of, teams_of
from emptychair.agenda.types import DismissReason
from emptychair.kit.periods import local_day, start_of_day
from emptychair.loop.rules.calendars import calendar_of
from emptychair.loop.rules.deadlines import working_day_from

MORNING = timedelta(hours=8)
DELAYS = (("1", _("Next working day")), ("3", _("In 3 days")), ("7", _("Next week")))


class CallForm(forms.Form):
    """A call: what was said, and whether anybody was there."""

    use_required_attribute = False
    note = forms.CharField(label=_("What was said"), required=False, max_length=300)
    reached = forms.ChoiceField(
        label=_("Reached?"),
        choices=(("yes", _("Reached them")), ("no", _("Nobody answered"))),
        widget=forms.RadioSelect,
        initial="yes",
    )


class GiveForm(forms.Form):
    """To whom."""

    to = forms.ChoiceField(label=_("To whom"))

    def __init__(self, access: Access, *args: object, **rest: object) -> None:
        super().__init__(*args, **rest)  # type: ignore[arg-type]  # handed on as it came
        members = [(f"user:{row.user_id}", row.name) for row in members_of(access)]
        teams = [(f"team:{team.pk}", team.name) for team in teams_of(access)]
        field = cast("forms.ChoiceField", self.fields["to"])
        groups: list[tuple[str, list[tuple[str, str]]]] = []
        if teams:
            groups.append((str(_("Teams")), teams))
        groups.append((str(_("Colleagues")), members))
        field.choices = [("", _("Choose")), *groups]

    def chosen(self) -> tuple[int | None, int | None]:
        """The user's id or the team's."""
        kind, _colon, number = self.cleaned_data["to"].partition(":")
        return (int(number), None) if kind == "user" else (None, int(number))


class PutOffForm(forms.Form):
    """Until when."""

    days = forms.ChoiceField(choices=DELAYS)

    def moment(self, now: datetime, access: Access) -> datetime:
        """Eight in the morning of that day, where the workspace is; never on a day off."""
        zone = access.workspace.zone
        wanted = local_day(now, zone) + timedelta(days=int(self.cleaned_data["days"]))
        day = working_day_from(wanted, calendar_of(access.workspace))
        return start_of_day(day, zone) + MORNING


class TakeOffForm(forms.Form):
    """Why nothing is to be done."""

    reason = forms.ChoiceField(label=_("Why"), choices=DismissReason.choices)
    note = forms.CharField(label=_("In your words"), required=False, max_length=300)
