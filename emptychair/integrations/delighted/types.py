"""Words of this integration."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.permissions import Permission

SYSTEM = "delighted"  # what the numbers of Delighted are kept under


class RequestState(TextChoices):
    """How far a request to ask somebody came."""

    PENDING = "pending", _("waiting")
    ASKED = "asked", _("asked")
    DROPPED = "dropped", _("not asked")
    CANCELLED = "cancelled", _("cancelled")


class DeliveryState(TextChoices):
    """How far an event came on its way to an address."""

    WAITING = "waiting", _("waiting")
    DELIVERED = "delivered", _("delivered")
    GIVEN_UP = "given_up", _("given up")


CREATED = "survey_response.created"
UPDATED = "survey_response.updated"
UNSUBSCRIBED = "unsubscribe.created"
TEST = "test"
EVENTS = (CREATED, UPDATED, UNSUBSCRIBED)
PLATFORMS = ("email", "sms")
# What a program with a key may do, as long as who made the key may.
SCOPES = (
    Permission.CUSTOMER_READ,
    Permission.CUSTOMER_WRITE,
    Permission.NAME_READ,
    Permission.SCORE_READ,
    Permission.SURVEY_READ,
    Permission.SURVEY_SEND,
    Permission.SURVEY_WRITE,
    Permission.VOICE_READ,
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What an endpoint answers."""

    body: Any
    status: int = 200
    next_page: str = ""  # the cursor of it


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What stands beside a person in a list: their numbers there, and when what happened."""

    id: str
    email: str
    last_sent_at: datetime | None = None
    last_responded_at: datetime | None = None
    next_survey_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """Another question of a survey and what was answered, as Delighted words it."""

    id: str
    kind: str  # free_response, scale, select_one, select_many
    question_id: str
    question: str
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookWords:
    """What somebody chose for a webhook."""

    address: str
    events: tuple[str, ...] = EVENTS
    is_signed: bool = False
