"""Our words for what allauth says."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ERRORS: dict[str, str | Promise] = {
    "account_inactive": _("This account is closed."),
    "duplicate_email": _("This is your address already."),
    "email_password_mismatch": _("The address or the password is not right."),
    "email_taken": _("Somebody signs in with this address already."),
    "enter_current_password": _("Please type your present password."),
    "incorrect_code": _("This code is not right."),
    "incorrect_password": _("This password is not right."),
    "invalid_or_expired_key": _("This link is out of date."),
    "invalid_login": _("The address or the password is not right."),
    "invalid_password_reset": _("This link is out of date. Please ask for a new one."),
    "rate_limited": _("That was too often. Please wait a few minutes."),
    "same_as_current": _("This is your address already."),
    "too_many_login_attempts": _("That was too often. Please wait a few minutes."),
    "unknown_email": _("Nobody signs in with this address."),
    "unverified_primary_email": _("Please confirm your address first."),
}
SAID: dict[str, str | Promise] = {
    "email_confirmation_sent": _("We sent a mail to confirm the address."),
    "email_confirmed": _("The address is confirmed."),
    "email_deleted": _("The address was taken back."),
    "password_changed": _("The password was changed."),
    "password_set": _("The password was set."),
    "recovery_codes_generated": _("New recovery codes were made. The old ones are worthless."),
    "totp_activated": _("The authenticator app is set up."),
    "totp_deactivated": _("The authenticator app was removed."),
    "webauthn_added": _("The passkey was added."),
    "webauthn_removed": _("The passkey was removed."),
}
