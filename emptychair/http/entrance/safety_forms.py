"""Forms of allauth in our words: codes and passkeys."""

from allauth.mfa.base.forms import (
    AuthenticateForm,
    ReauthenticateForm,
)
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    EditWebAuthnForm,
)

from emptychair.http.entrance.labels import OurLabels


class CodeForm(OurLabels, AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    pass


class CodeAgainForm(OurLabels, ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    pass


class AppForm(OurLabels, ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    pass


class PasskeyForm(OurLabels, AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    pass


class PasskeyNameForm(OurLabels, EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    pass
