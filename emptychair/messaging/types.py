"""Words about messages."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that goes out with a mail."""

    name: str
    content_type: str
    content: bytes


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
    PLAYBOOK = "playbook", _("mail of a playbook")
    STAFF = "staff", _("to a colleague")
    REPORT = "report", _("regular report")


# What goes out to many: it waits for the slow start and for a pause; a reply to one never does.
TO_MANY = frozenset(
    {Purpose.SURVEY, Purpose.REMINDER, Purpose.REFERRAL, Purpose.TOLD, Purpose.PLAYBOOK}
)


class DeliveryKind(TextChoices):
    """What a provider, or a mail server's notice, says became of a mail."""

    DELIVERED = "delivered", _("arrived")
    DELAYED = "delayed", _("is delayed")
    BOUNCED = "bounced", _("came back: no such address")
    SOFT_BOUNCED = "soft_bounced", _("came back: not now, such as a full mailbox")
    BLOCKED = "blocked", _("came back: refused for what it is, not for its address")
    COMPLAINED = "complained", _("reported as spam")
    UNSUBSCRIBED = "unsubscribed", _("unsubscribed at the provider")
    OPENED = "opened", _("opened (programs open mails too)")
    CLICKED = "clicked", _("a link was followed (programs follow links too)")


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
    HOLD_OUT = "hold_out"
    CASE_RECENT = "case_recent"
    CADENCE = "cadence"  # the survey's own
    COMPANY_FULL = "company_full"
    OUTRANKED = "outranked"  # by a weightier survey that is about to ask
    NOT_FITTING = "not_fitting"  # the filters of the trigger
    NOT_DRAWN = "not_drawn"  # by its sampling


# What the contact rule counts, each purpose for itself.
COUNTED = frozenset({Purpose.SURVEY, Purpose.REMINDER, Purpose.REFERRAL, Purpose.PLAYBOOK})
EMAIL, SMS, LINE = "email", "sms", "line"
ADDRESSED = frozenset({EMAIL, SMS, LINE})  # on other channels nothing is sent: it is shown
OUTBOX = "outbox"  # provider of a mail that never left: the demo, or no mail server
