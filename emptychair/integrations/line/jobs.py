"""What LINE is asked later."""

from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.integrations.line.accounts import account_of
from emptychair.integrations.line.events import say
from emptychair.jobs import job
from emptychair.messaging.links import read_link_token
from emptychair.messaging.queries.texts import workspace_with_id


@job("line.offer_link")
def offer_link(*, workspace_id: int, user_id: str, token: str, event_id: str) -> None:
    """Ask LINE for a word for this user, and send them the page on which they link."""
    from emptychair.integrations.line.api import link_token_of

    place = workspace_with_id(Access.system(None, "LINE"), workspace_id)
    access = Access.system(place, "LINE")
    account = account_of(access) if place else None
    read = read_link_token(token)
    if account is None or read is None or read[0] != workspace_id:
        return
    word = link_token_of(account, user_id)
    page = str(settings.PUBLIC_URL).rstrip("/") + reverse("line-link", args=[token])
    with translation.override(access.workspace.language):
        text = _("To link this account, open this page within ten minutes: %(link)s") % {
            "link": f"{page}?linkToken={quote(word, safe='')}"
        }
    say(access, user_id, f"line-link:{event_id}", text)
