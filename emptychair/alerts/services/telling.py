"""One mail to one colleague, once for each alert, with up to five voices as that colleague may see
them.
"""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override as in_language

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries.entering import access_of_user
from emptychair.alerts.models import Alert
from emptychair.alerts.queries.alerts import row_of
from emptychair.alerts.queries.attached import attached_voices
from emptychair.alerts.types import AlertRow
from emptychair.alerts.words import sentence_words, title_words
from emptychair.messaging.services.sending import plan_message
from emptychair.messaging.types import Purpose
from emptychair.surveys.services.invitation_mail import public_link

LONGEST_VOICE = 300


def tell_owner(access: Access, alert: Alert) -> bool:
    """Whether there was somebody to tell. What is good news waits on the page of alerts."""
    access.require(Permission.PROGRAMME_MANAGE)
    if alert.owner is None or not alert.owner.email or alert.is_good or _is_known(access, alert):
        return False
    reader = access_of_user(alert.owner, slug=access.workspace.slug)
    if reader is None:
        return False
    with in_language(access.workspace.language):
        row = row_of(access, alert)
        subject, text = title_words(row), _text(access, reader, row)
    plan_message(
        access,
        person=None,
        unique_key=f"alert:{alert.pk}",
        purpose=Purpose.STAFF,
        to_address=alert.owner.email,
        to_name=str(alert.owner),
        subject=subject[:300],
        text=text,
        language=access.workspace.language,
    )
    return True


def _is_known(access: Access, alert: Alert) -> bool:
    """Another alert about the same place waits already: one mail about it is enough."""
    others = Alert.objects.visible_to(access).exclude(pk=alert.pk)
    same = others.filter(place_kind=alert.place_kind, place=alert.place, is_good=False)
    return same.filter(state="open").exists()


def _text(access: Access, reader: Access, row: AlertRow) -> str:
    lines = [sentence_words(row), ""]
    for voice in attached_voices(reader, row.response_ids):
        said = voice.comment[:LONGEST_VOICE] or _("no words")
        lines += [f"{voice.score} {voice.name}".strip(), said, ""]
    lines += [
        _("What changed, what else moved, and what to do:"),
        public_link(access, reverse("alert", args=[row.id])),
    ]
    return "\n".join(lines) + "\n"
