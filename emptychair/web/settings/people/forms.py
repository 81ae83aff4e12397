"""Forms about people and the workspace."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emptychair.accounts.permissions import Role
from emptychair.accounts.scope_words import ROLES
from emptychair.accounts.types import TeamKind
from emptychair.http.entrance.forms import NEAREST, ZONES, language_now

DAYS = [(30, _("30 days")), (90, _("90 days")), (365, _("one year")), (1095, _("three years"))]
ROLE_CHOICES = [(role.value, ROLES[role][0]) for role in Role]


class ProfileForm(forms.Form):
    """How I am called."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class NewWorkspaceForm(forms.Form):
    """A workspace to begin with."""

    name = forms.CharField(
        label=_("Name of the workspace"),
        max_length=120,
        help_text=_("Mostly the name of your company. You can change it later."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["time_zone"].initial = NEAREST.get(language_now(), "Asia/Tokyo")


class InviteForm(forms.Form):
    """Whom to let in, as what."""

    email = forms.EmailField(label=_("Mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=ROLE_CHOICES, initial=Role.MEMBER.value)
    team = forms.TypedChoiceField(label=_("Team"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, teams: list[tuple[int, str]], owner: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        no_team: tuple[int | str, Any] = ("", _("No team"))
        offer(self, "team", [no_team, *teams])
        offer(self, "role", roles_to_give(owner=owner))


class TeamForm(forms.Form):
    """A team: name, kind, where its news go."""

    name = forms.CharField(label=pgettext_lazy("field", "Name"), max_length=80)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Not said")), *TeamKind.choices], required=False
    )
    address = forms.EmailField(
        label=_("Mail address of the team"),
        max_length=254,
        required=False,
        help_text=_("It is told of new cases."),
    )


class TeamMembersForm(forms.Form):
    """Who is in the team."""

    members = forms.TypedMultipleChoiceField(
        label=_("Members"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer(self, "members", people)


class TokenForm(forms.Form):
    """What a token is for, may do, and until when."""

    name = forms.CharField(
        label=pgettext_lazy("field", "Name"),
        max_length=120,
        help_text=_("Who or what uses it, such as: web shop."),
    )
    days = forms.TypedChoiceField(label=_("Good for"), coerce=int, choices=DAYS, initial=90)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, scopes: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer(self, "scopes", scopes)

    def good_for(self) -> timedelta:
        """How long it lasts."""
        return timedelta(days=self.cleaned_data["days"])


def roles_to_give(*, owner: bool) -> list[tuple[str, Any]]:
    """The roles somebody may hand out; only an owner makes owners."""
    return [(value, name) for value, name in ROLE_CHOICES if owner or value != Role.OWNER.value]


def offer(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Set what may be chosen in a field."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
