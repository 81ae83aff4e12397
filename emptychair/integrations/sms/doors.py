"""Where the provider brings answers, and tells what became of our SMS. It proves who it is by its
signature; the same call again changes nothing.
"""

import logging

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from emptychair.accounts.access import Access
from emptychair.integrations.sms.channel import provider_in_use
from emptychair.integrations.sms.providers import SmsProvider
from emptychair.messaging.queries.delivery import message_of_provider
from emptychair.messaging.queries.texts import workspace_of_text
from emptychair.messaging.services.delivery_notes import DeliveryFact, note_delivery
from emptychair.messaging.services.texts import IncomingText, receive_text
from emptychair.messaging.types import SMS

logger = logging.getLogger("emptychair.sms")
NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'  # we answer by ourselves


@csrf_exempt
@require_POST
def incoming(request: HttpRequest) -> HttpResponse:
    """An SMS of a customer."""
    provider = _proven(request)
    if provider is None:
        return HttpResponse(status=403)
    came = provider.read_message(request.POST.dict())
    outside = Access.system(None, f"SMS by {provider.name}")
    place = workspace_of_text(outside, channel=SMS, address=came.from_address) if came else None
    if came is None or place is None:
        logger.warning("An SMS that belongs to no workspace was let go")
        return HttpResponse(NOTHING, content_type="text/xml")
    receive_text(
        Access.system(place, outside.actor.label),
        IncomingText(
            channel=SMS,
            provider_id=came.provider_id,
            from_address=came.from_address,
            text=came.text,
            received_at=timezone.now(),
        ),
    )
    return HttpResponse(NOTHING, content_type="text/xml")


@csrf_exempt
@require_POST
def reports(request: HttpRequest) -> HttpResponse:
    """What became of an SMS of ours."""
    provider = _proven(request)
    if provider is None:
        return HttpResponse(status=403)
    told = provider.read_report(request.POST.dict(), now=timezone.now())
    outside = Access.system(None, f"report of {provider.name}")
    message = message_of_provider(outside, told.provider_id) if told else None
    if told is None or message is None:
        return HttpResponse(status=204)
    fact = DeliveryFact(
        provider=provider.name,
        note_id=told.note_id,
        kind=told.kind,
        happened_at=told.happened_at,
        answer=told.answer,
    )
    note_delivery(Access.system(message.workspace, outside.actor.label), message, fact)
    return HttpResponse(status=204)


def _proven(request: HttpRequest) -> SmsProvider | None:
    """The provider, when the call is signed by it. Without an account there is no door."""
    if not settings.SMS_ACCOUNT:
        raise Http404
    provider = provider_in_use()
    address = str(settings.PUBLIC_URL).rstrip("/") + request.get_full_path()
    signature = request.headers.get("X-Twilio-Signature", "")
    if provider.is_genuine(address, request.POST.dict(), signature):
        return provider
    logger.warning("A call that did not prove to come from %s was refused", provider.name)
    return None
