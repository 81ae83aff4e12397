"""What accounts refuse."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid, Unauthenticated


class TokenRefused(Unauthenticated):
    code = "token-refused"
    message = _("This token is unknown, withdrawn or out of date. Please make a new one.")


class ScopesInvalid(Invalid):
    code = "scopes-invalid"
    message = _("A token needs at least one scope, and only scopes that exist.")


class AlreadyExpired(Invalid):
    code = "already-expired"
    message = _("A token must expire in the future.")


class SlugTaken(Conflict):
    code = "slug-taken"
    message = _("Another workspace has this address already. Please choose another one.")


class TimeZoneUnknown(Invalid):
    code = "time-zone-unknown"
    message = _("This time zone is not known. Write it like Asia/Tokyo.")
