"""The secret with which a customer's server signs who its visitor is, and the PIN of a tablet."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.surveys.queries.collectors import place_with_id
from emptychair.surveys.services.collecting import renew_secret, set_pin
from emptychair.surveys.services.identity import secret_of_place
from emptychair.web.ui.parts import render_page

CALL = 'emptychair("identify", { id: "1042", signature: "…" });'  # in the page
# On the customer's server; `secret` comes from where they keep secrets.
SAMPLES = {
    "Python": (
        "import hashlib, hmac\n\n"
        'signature = hmac.new(secret.encode(), f"id:{user_id}".encode(), hashlib.sha256)'
        ".hexdigest()"
    ),
    "Ruby": (
        'require "openssl"\n\n'
        'signature = OpenSSL::HMAC.hexdigest("SHA256", secret, "id:#{user_id}")'
    ),
    "PHP": "$signature = hash_hmac('sha256', 'id:' . $user_id, $secret);",
    "Node.js": (
        'import { createHmac } from "node:crypto";\n\n'
        'const signature = createHmac("sha256", secret).update(`id:${userId}`).digest("hex");'
    ),
}


@require_POST
def place_secret(request: HttpRequest, place_id: int) -> HttpResponse:
    """Show it on this answer alone; or make a new one, so that what the old one signed is void."""
    access = access_from(request)
    access.require(Permission.SURVEY_SEND)
    row = place_with_id(access, place_id)
    if request.POST.get("renew") == "1":
        row = renew_secret(access, row)
    context = {
        "place": row,
        "survey": row.survey,
        "secret": secret_of_place(access, row),
        "samples": SAMPLES.items(),
        "call": CALL,
    }
    answer = render_page(request, "surveys/place_secret.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def place_pin(request: HttpRequest, place_id: int) -> HttpResponse:
    """Set the PIN with which staff leave the tablet."""
    access = access_from(request)
    row = place_with_id(access, place_id)
    try:
        set_pin(access, row, pin=request.POST.get("pin", ""))
    except Invalid as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The PIN is set."))
    return redirect("place-settings", place_id)
