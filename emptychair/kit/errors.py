"""What a service may refuse: a code for machines, a status, a sentence for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from typing_extensions import override


class ProductError(Exception):
    """An expected refusal. `message` says what happened and what to do, translated when read."""

    code = "error"
    status = 400
    message: str | Promise = _("This cannot be done.")

    def __init__(self, message: str | Promise = "", **details: object) -> None:
        """`details` are plain values for machines: they stand beside the sentence in the API."""
        self.message = message or type(self).message
        self.details = details
        super().__init__(self.message)

    @override
    def __str__(self) -> str:
        """The sentence, in the language of the moment."""
        return str(self.message)


class Invalid(ProductError):  # noqa: N818 - named as what happened
    """What was given cannot be understood or used."""

    code = "invalid"
    status = 422
    message = _("Something in the request cannot be used. Please check it and try again.")


class Unauthenticated(ProductError):  # noqa: N818 - named as what happened
    """We do not know who asks."""

    code = "unauthenticated"
    status = 401
    message = _("Please sign in, or send a valid token.")


class Refused(ProductError):  # noqa: N818 - named as what happened
    """We know who asks, and they may not do this."""

    code = "refused"
    status = 403
    message = _("You may not do this. Ask the owner of the workspace for the right.")


class NotFound(ProductError):  # noqa: N818 - named as what happened
    """It is not there, or may not be seen, which is the same to whoever asks."""

    code = "not-found"
    status = 404
    message = _("This does not exist, or you may not see it.")


class Conflict(ProductError):  # noqa: N818 - named as what happened
    """It clashes with what is already there."""

    code = "conflict"
    status = 409
    message = _("Somebody was quicker, or this exists already. Please look again.")
