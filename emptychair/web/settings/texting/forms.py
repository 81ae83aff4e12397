"""What the page asks."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LineForm(forms.Form):
    """How customers find our account."""

    line_id = forms.RegexField(
        label=_("Basic ID of the account"),
        regex=r"^@[0-9a-z._-]{3,30}$",
        required=False,
        help_text=_("It begins with @ and stands in LINE's manager of official accounts."),
    )


class LineAccountForm(forms.Form):
    """The secrets of our account; what was entered is never shown again."""

    secret = forms.CharField(
        label=_("Channel secret"),
        max_length=64,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    token = forms.CharField(
        label=_("Channel access token (long-lived)"),
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Both are kept sealed and never shown again, not even to you."),
    )


class OwnMessageForm(forms.Form):
    """A message to oneself."""

    channel = forms.ChoiceField(label=_("By"), choices=(("sms", "SMS"), ("line", "LINE")))
    address = forms.CharField(
        label=_("Your number, or your user ID of LINE"),
        max_length=60,
        help_text=_("090-1234-5678, or U and 32 signs from the LINE Developers Console."),
    )
