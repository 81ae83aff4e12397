"""Fields that choose a colleague, a team or a touchpoint of the workspace."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import member_with_id, members_of, team_with_id, teams_of
from emptychair.touchpoints.queries import touchpoint_with_id, touchpoints_of

if TYPE_CHECKING:
    from emptychair.accounts.models import Team, User
    from emptychair.touchpoints.models import Touchpoint

Choices = list[tuple[str, str]]


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ChoiceOrNone(forms.TypedChoiceField):
    """A choice whose empty value is None; the choices come with the form."""

    def __init__(self, label: object, *, required: bool = False) -> None:
        super().__init__(
            label=label,  # type: ignore[arg-type] # lazy words
            coerce=int,
            empty_value=None,
            required=required,
        )


def colleagues(access: Access, *, nobody: object = _("nobody")) -> Choices:
    """Everybody in the workspace, for a select."""
    members = [(str(one.user_id), one.name or one.email) for one in members_of(access)]
    return [("", str(nobody)), *members]


def teams(access: Access, *, nobody: object = _("no team")) -> Choices:
    """All teams, for a select."""
    return [("", str(nobody)), *((str(one.pk), one.name) for one in teams_of(access))]


def touchpoints(access: Access) -> Choices:
    """All touchpoints, for a select."""
    if not access.may(Permission.TOUCHPOINT_READ):
        return [("", str(_("none")))]
    found = touchpoints_of(access)
    return [("", str(_("none"))), *((str(one.id), one.name) for one in found)]


def chosen_user(access: Access, user_id: int | None) -> "User | None":
    """The colleague that was chosen."""
    return member_with_id(access, user_id).user if user_id else None


def chosen_team(access: Access, team_id: int | None) -> "Team | None":
    """The team that was chosen."""
    return team_with_id(access, team_id) if team_id else None


def chosen_touchpoint(access: Access, touchpoint_id: int | None) -> "Touchpoint | None":
    """The touchpoint that was chosen."""
    return touchpoint_with_id(access, touchpoint_id) if touchpoint_id else None


def offer_colleagues(form: forms.Form, access: Access, *names: str) -> None:
    """Give these fields their choices."""
    found = colleagues(access)
    for name in names:
        field = form.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = found
