"""Signing up: who, and which workspace."""

from typing import Any

from allauth.account.forms import SignupForm
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.accounts.models import User
from emptychair.accounts.queries import access_of_person
from emptychair.accounts.rules.entrance import is_demo_address
from emptychair.accounts.services.invitations import accept_invitation
from emptychair.accounts.services.people import change_profile
from emptychair.accounts.services.workspaces import found_workspace
from emptychair.http.entrance.invited import forget_invitation, hash_kept, invitation_of
from emptychair.kit.zones import time_zones

ZONES = [(zone, zone) for zone in sorted(time_zones()) if "/" in zone]
NEAREST = {"ja": "Asia/Tokyo", "en": "Europe/London"}


def language_now() -> str:
    """The language of the page that is being made."""
    language = get_language() or settings.LANGUAGE_CODE
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class SignUpForm(SignupForm):  # type: ignore[misc]  # allauth has no types
    """A name and a workspace besides address and password; the invited join theirs instead."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    workspace = forms.CharField(
        label=_("Name of the workspace"),
        max_length=120,
        help_text=_("Mostly the name of your company. You can change it later."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES)
    field_order = ("name", "email", "password1", "workspace", "time_zone")

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        from allauth.core import context

        self.invitation = invitation_of(context.request)
        self.fields["email"].label = _("Mail address")
        self.fields["password1"].help_text = _("At least 12 signs; a sentence is easy to keep.")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["time_zone"].initial = NEAREST.get(language_now(), "Asia/Tokyo")
        if self.invitation:
            self.fields["email"].initial = self.invitation.email
            self.fields["email"].widget.attrs["readonly"] = True
            del self.fields["workspace"], self.fields["time_zone"]

    def clean_email(self) -> str:
        """The invited come under the address that was invited; the demo's belongs to the demo."""
        email = str(super().clean_email())
        if self.invitation and email.casefold() != self.invitation.email.casefold():
            raise forms.ValidationError(_("The invitation is for another address."))
        if is_demo_address(email):
            raise forms.ValidationError(_("This address belongs to the demo."))
        return email

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """Name, language, and the workspace: a new one, or that of the invitation."""
        access = access_of_person(user)
        name = self.cleaned_data["name"]
        change_profile(access, user, name=name, language=language_now())
        if self.invitation:
            self._join(request, user)
        else:
            self._found(access_of_person(user), user)

    def _join(self, request: HttpRequest, user: User) -> None:
        now, access = timezone.now(), access_of_person(user)
        if settings.MAIL_IS_SENT:  # then the link came by mail: the address is theirs
            request.session["account_verified_email"] = user.email
        membership = accept_invitation(access, user, secret_hash=hash_kept(request), now=now)
        request.session["workspace"] = membership.workspace.slug
        forget_invitation(request)

    def _found(self, access: Access, user: User) -> None:
        words = self.cleaned_data
        found_workspace(
            access,
            user,
            name=words["workspace"],
            language=language_now(),
            time_zone=words["time_zone"],
        )
