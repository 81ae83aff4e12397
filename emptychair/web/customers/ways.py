"""SMS and LINE of one customer: agree, refuse, take the link back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from emptychair.accounts.permissions import Permission
from emptychair.customers.queries import person_with_id
from emptychair.customers.services.channel_addresses import unlink_channel
from emptychair.customers.services.suppression import record_consent
from emptychair.http.access import access_from
from emptychair.kit.errors import NotFound
from emptychair.messaging.queries.addresses import channel_address
from emptychair.messaging.types import LINE, SMS


@require_POST
def change(request: HttpRequest, person_id: int) -> HttpResponse:
    """What the customer said about one channel, or the end of a link."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    person, now = person_with_id(access, person_id), timezone.now()
    channel, action = request.POST.get("channel", ""), request.POST.get("action", "")
    if channel not in {SMS, LINE}:
        raise NotFound
    if action == "unlink":
        address = channel_address(access, person, channel)
        unlink_channel(access, channel=channel, address=address, source="by hand", now=now)
    elif action in {"allow", "forbid"}:
        given = action == "allow"
        record_consent(access, person, channel=channel, given=given, source="by hand", said_at=now)
    messages.success(request, _("Saved."))
    return redirect("person", person_id)
