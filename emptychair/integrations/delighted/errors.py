"""What the API refuses, in Delighted's words, and what the pages refuse, in ours."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid, NotFound

BLANK, BAD, LONG = "can't be blank", "is invalid", "must be less than 255 characters"


class ApiError(Exception):
    """A request that is answered with this status, and nothing was done."""

    def __init__(self, status: int, *, retry_after: int = 0) -> None:
        super().__init__(status)
        self.status = status
        self.retry_after = retry_after


class Unprocessable(ApiError):  # noqa: N818 - named as what happened
    """Parameters that cannot be used: name to what is wrong with it."""

    def __init__(self, errors: Mapping[str, str | list[str]]) -> None:
        super().__init__(422)
        self.errors = {
            name: [found] if isinstance(found, str) else found for name, found in errors.items()
        }


class KeyUnknown(NotFound):
    code = "delighted-key-unknown"
    message = _("This key does not exist, or was revoked.")


class SurveyNotOfDelighted(Invalid):
    code = "delighted-survey-unfit"
    message = _(
        "Delighted's programs cannot speak about this survey: answers must carry names, and the "
        "scale must be one that Delighted knows."
    )


class AddressRefused(Invalid):
    code = "delighted-webhook-address"
    message = _(
        "Events are sent to http and https addresses of the public internet only. "
        "Your operator can allow others."
    )


class WebhookTwice(Conflict):
    code = "delighted-webhook-twice"
    message = _("This address is told of this survey already.")
