"""Reports of a mail provider (arrived, came back, spam), read by django-anymail.

The provider proves itself by the name and password of `EMPTYCHAIR_MAIL_REPORTS_SECRET`, and by its
signature where it signs. What is no mail of ours is let go.
"""

import hashlib
import logging
from importlib import import_module
from json import JSONDecodeError
from typing import Any

from anymail.signals import (
    EventType,
    RejectReason,
    tracking,
)
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from emptychair.accounts.access import Access
from emptychair.messaging.queries.delivery import message_of_provider
from emptychair.messaging.rules.bounces import kind_of_bounce, status_in
from emptychair.messaging.services.delivery_notes import DeliveryFact, note_delivery
from emptychair.messaging.types import DeliveryKind

logger = logging.getLogger("emptychair.mail")

VIEWS = {
    "brevo": "BrevoTrackingWebhookView",
    "mailersend": "MailerSendTrackingWebhookView",
    "mailgun": "MailgunTrackingWebhookView",
    "mailjet": "MailjetTrackingWebhookView",
    "postmark": "PostmarkTrackingWebhookView",
    "resend": "ResendTrackingWebhookView",
    "sendgrid": "SendGridTrackingWebhookView",
    "sparkpost": "SparkPostTrackingWebhookView",
}
KINDS = {
    EventType.DELIVERED: DeliveryKind.DELIVERED,
    EventType.DEFERRED: DeliveryKind.DELAYED,
    EventType.COMPLAINED: DeliveryKind.COMPLAINED,
    EventType.UNSUBSCRIBED: DeliveryKind.UNSUBSCRIBED,
    EventType.OPENED: DeliveryKind.OPENED,
    EventType.CLICKED: DeliveryKind.CLICKED,
}
# Refused by the provider itself, which keeps lists of its own, or come back.
WHY = {
    RejectReason.INVALID: DeliveryKind.BOUNCED,
    RejectReason.BOUNCED: DeliveryKind.BOUNCED,
    RejectReason.TIMED_OUT: DeliveryKind.SOFT_BOUNCED,
    RejectReason.BLOCKED: DeliveryKind.BLOCKED,
    RejectReason.SPAM: DeliveryKind.COMPLAINED,
    RejectReason.UNSUBSCRIBED: DeliveryKind.UNSUBSCRIBED,
}
SOFT = ("soft", "transient", "temporar", "mailbox full", "over quota")


@csrf_exempt
def reports(request: HttpRequest, provider: str) -> HttpResponse:
    """What the provider of this installation reports; there is no door for another."""
    if not settings.MAIL_REPORTS or provider != settings.MAIL_PROVIDER:
        raise Http404
    view = getattr(import_module(f"anymail.webhooks.{provider}"), VIEWS[provider])
    try:
        answer: HttpResponse = view.as_view()(request)
    except SuspiciousOperation:  # the wrong password, or not signed as it should be
        logger.warning("A report that did not prove to come from %s was refused", provider)
        return HttpResponse(status=403)
    except JSONDecodeError:
        return HttpResponse(status=400)
    return answer


@receiver(tracking, dispatch_uid="emptychair.mail_reports")
def take_report(sender: Any, event: Any, esp_name: str, **_rest: Any) -> None:
    """One event. The same event told again changes nothing."""
    del sender
    kind = kind_of_event(event)
    outside = Access.system(None, f"report of {esp_name}")
    message = message_of_provider(outside, str(event.message_id or "")) if kind else None
    if kind is None or message is None:
        logger.info("A report of %s was let go: %s", esp_name, event.event_type)
        return
    fact = DeliveryFact(
        provider=esp_name.lower(),
        note_id=_note_id(event),
        kind=kind,
        answer=" ".join(str(event.mta_response or event.description or "").split()),
        happened_at=min(event.timestamp or timezone.now(), timezone.now()),
    )
    note_delivery(Access.system(message.workspace, outside.actor.label), message, fact)


def kind_of_event(event: Any) -> DeliveryKind | None:
    """What an event means to us, or nothing.

    For what came back the code of the mail server counts before the provider's own word.
    """
    known: DeliveryKind | None = KINDS.get(event.event_type)
    if known:
        return known
    if event.event_type not in {EventType.BOUNCED, EventType.REJECTED, EventType.FAILED}:
        return None
    said = f"{event.mta_response or ''} {event.description or ''}"
    if event.event_type == EventType.BOUNCED and status_in(said):
        return kind_of_bounce(status_in(said))
    if _is_soft(event, said):
        return DeliveryKind.SOFT_BOUNCED
    return WHY.get(event.reject_reason, DeliveryKind.BLOCKED)


def _is_soft(event: Any, said: str) -> bool:
    raw = event.esp_event if isinstance(event.esp_event, dict) else {}
    words = f"{said} {raw.get('Type', '')} {raw.get('type', '')} {raw.get('event', '')}".lower()
    return any(word in words for word in SOFT)


def _note_id(event: Any) -> str:
    """The provider's id of the event, else what makes it this event."""
    if event.event_id:
        return f"{event.event_type}:{event.event_id}"
    about = (event.message_id, event.event_type, event.recipient, event.timestamp, event.click_url)
    return hashlib.sha256("\n".join(map(str, about)).encode()).hexdigest()
