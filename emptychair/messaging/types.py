"""Words about messages."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MessageState(TextChoices):
    """How far a message came. Between lease and hand-over a crash leaves `unknown`."""

    PLANNED = "planned", _("waiting to be sent")
    LEASED = "leased", _("being sent")
    HANDED_OVER = "handed_over", _("sent")
    DELIVERED = "delivered", _("delivered")
    BOUNCED = "bounced", _("came back")
    COMPLAINED = "complained", _("reported as spam")
    UNKNOWN = "unknown", _("not known whether it was sent")
    REFUSED = "refused", _("not sent")
    CANCELLED = "cancelled", _("cancelled")


class Purpose(TextChoices):
    """What a message is for. The contact rule counts surveys; it keeps the third from nobody who
    asked, except where they may not be written to.
    """

    SURVEY = "survey", _("survey")
    REMINDER = "reminder", _("reminder")
    REFERRAL = "referral", _("request for a referral")
    REPLY = "reply", _("reply")
    TOLD = "told", _("you asked, we did")
    STAFF = "staff", _("to a colleague")


class ContactReason(TextChoices):
    """Why somebody may be written to or not; the value is stored, the sentence is made later."""

    ALLOWED = "allowed"
    LEFT = "left"
    NO_ADDRESS = "no_address"
    SUPPRESSED = "suppressed"
    NO_CONSENT = "no_consent"
    HELD = "held"
    LANGUAGE = "language"
    TOO_SOON = "too_soon"
    TOO_MANY = "too_many"


OUTBOX = "outbox"  # provider of a mail that never left: the demo, or no mail server
