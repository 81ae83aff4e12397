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
    """What a message is for; the contact rule counts the first and the third."""

    SURVEY = "survey", _("survey")
    REPLY = "reply", _("reply")
    TOLD = "told", _("you asked, we did")
    STAFF = "staff", _("to a colleague")
