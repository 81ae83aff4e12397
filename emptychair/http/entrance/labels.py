"""Labels of our own for the forms of allauth, without its placeholders."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LABELS = {
    "code": _("Code"),
    "email": _("Mail address"),
    "login": _("Mail address"),
    "name": pgettext_lazy("field", "Name"),
    "oldpassword": _("Present password"),
    "password": _("Password"),
    "password1": _("New password"),
    "password2": _("New password, again"),
    "passwordless": _("Sign in with it alone, without a password"),
}
HELP = {
    "password1": _("At least 12 signs; a sentence is easy to keep."),
    "passwordless": _("Otherwise it is asked for after the password."),
}


class OurLabels(forms.Form):
    """Put before a form of allauth, it takes over how the fields are called."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = HELP.get(name, "")
            field.label = LABELS.get(name, field.label)
