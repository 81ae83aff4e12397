"""Forms of the sending domains."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DomainForm(forms.Form):
    """A domain from which mail goes out."""

    domain = forms.CharField(
        label=_("Domain"),
        max_length=200,
        help_text=_("What stands behind the @ of the sender address, such as example.com."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    selector = forms.CharField(
        label=_("DKIM selector"),
        max_length=90,
        required=False,
        help_text=_("Your mail provider shows it, such as s1 or pm. It may be added later."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    is_new = forms.TypedChoiceField(
        label=_("Has this domain sent mail to many customers before?"),
        coerce=lambda value: value == "new",
        choices=[
            ("new", _("no, or not for months: start slowly")),
            ("known", _("yes, regularly: send at full speed")),
        ],
        initial="new",
    )


class ChangeForm(forms.Form):
    """What may be changed of a domain."""

    selector = forms.CharField(label=_("DKIM selector"), max_length=90, required=False)
    slow_start = forms.BooleanField(label=_("Start slowly"), required=False)
