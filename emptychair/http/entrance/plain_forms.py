"""Forms of allauth in our words: passwords and addresses."""

from allauth.account.forms import (
    AddEmailForm,
    ChangeEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)

from emptychair.http.entrance.labels import OurLabels


class SignInForm(OurLabels, LoginForm):  # type: ignore[misc]  # allauth has no types
    pass


class ForgottenForm(OurLabels, ResetPasswordForm):  # type: ignore[misc]  # allauth has no types
    pass


class NewPasswordForm(OurLabels, ResetPasswordKeyForm):  # type: ignore[misc]  # allauth has no types
    pass


class OtherPasswordForm(OurLabels, ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    pass


class FirstPasswordForm(OurLabels, SetPasswordForm):  # type: ignore[misc]  # allauth has no types
    pass


class OtherAddressForm(OurLabels, ChangeEmailForm):  # type: ignore[misc]  # allauth has no types
    pass


class AddressForm(OurLabels, AddEmailForm):  # type: ignore[misc]  # allauth has no types
    pass


class AgainForm(OurLabels, ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    pass
