"""The page on which a customer links their LINE account; the signed address says who they are."""

from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.customers.queries import person_with_id
from emptychair.kit.errors import NotFound
from emptychair.messaging.links import link_nonce, read_link_token
from emptychair.messaging.queries.texts import workspace_with_id
from emptychair.surveys.rules.texts import language_for

DIALOG = "https://access.line.me/dialog/bot/accountLink"
TALK = "https://line.me/R/oaMessage"


@never_cache
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """First: add us and send the word. Then, with LINE's own word: agree."""
    read = read_link_token(token)
    place = workspace_with_id(Access.system(None, "LINE link"), read[0]) if read else None
    if read is None or place is None:
        return render(request, "line/over.html", {"language": "ja"}, status=404)
    access = Access.system(place, "LINE link")
    try:
        person = person_with_id(access, read[1])
    except NotFound:
        return render(request, "line/over.html", {"language": place.language}, status=404)
    language = language_for(person.language, place.language)
    word = request.GET.get("linkToken", "")[:200]
    line_id = str(place.settings.get("line_id", ""))
    message = f"link:{token}"
    found = {
        "language": language,
        "page": {"company": place.sender_name or place.name, "language": language},
        "message": message,
        "talk": f"{TALK}/{quote(line_id, safe='@')}/?{quote(message)}" if line_id else "",
        "dialog": f"{DIALOG}?{urlencode({'linkToken': word, 'nonce': link_nonce(*read)})}"
        if word
        else "",
    }
    with translation.override(language):
        answer = render(request, "line/link.html", found)
    answer["Referrer-Policy"] = "no-referrer"
    return answer
