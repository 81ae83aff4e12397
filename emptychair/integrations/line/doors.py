"""Where LINE tells what customers do. It proves who it is by its signature; the same event again
changes nothing, and an older one nothing that a newer one said.
"""

import json
import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from emptychair.accounts.access import Access
from emptychair.integrations.line.accounts import account_of
from emptychair.integrations.line.events import take_event
from emptychair.messaging.queries.texts import workspace_with_slug

logger = logging.getLogger("emptychair.line")


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, slug: str) -> HttpResponse:
    """Events of the official account of a workspace."""
    place = workspace_with_slug(Access.system(None, "LINE"), slug)
    access = Access.system(place, "LINE")
    account = account_of(access) if place else None
    if account is None:
        raise Http404
    from linebot.v3.webhook import (
        SignatureValidator,
    )

    body = request.body.decode("utf-8", "replace")
    signature = request.headers.get("X-Line-Signature", "")
    if not signature or not SignatureValidator(account.secret).validate(body, signature):
        logger.warning("A call that did not prove to come from LINE was refused")
        return HttpResponse(status=403)
    for event in _events(body):
        take_event(access, event)
    return HttpResponse(status=200)


def _events(body: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(body)
    except ValueError:
        return []
    events = found.get("events") if isinstance(found, dict) else None
    return [one for one in events or [] if isinstance(one, dict)]
