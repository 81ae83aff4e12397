"""Fields that several forms of the programme share."""

from django import forms
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.accounts.queries import members_of


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ColleagueField(forms.TypedChoiceField):
    """A member of the workspace, or nobody; the choices come with the form."""

    def __init__(self, label: object) -> None:
        super().__init__(
            label=label,  # type: ignore[arg-type] # lazy words
            coerce=int,
            empty_value=None,
            required=False,
        )


def colleagues(access: Access, *, nobody: object = _("nobody")) -> list[tuple[str, str]]:
    """Everybody in the workspace, for a select."""
    members = [(str(one.user_id), one.name or one.email) for one in members_of(access)]
    return [("", str(nobody)), *members]


def offer_colleagues(form: forms.Form, access: Access, *names: str) -> None:
    """Give these fields their choices."""
    found = colleagues(access)
    for name in names:
        field = form.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = found
