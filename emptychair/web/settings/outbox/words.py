"""What happened to a mail, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HISTORY: dict[str, Promise] = {
    "planned": _("Written"),
    "leased": _("Last try"),
    "handed_over": _("Handed to the mail server"),
    "kept": _("Put into the outbox"),
    "delivered": _("Arrived"),
    "bounced": _("Came back"),
    "complained": _("Reported as spam"),
    "unknown": _("Lost from sight"),
    "refused": _("Not sent"),
    "cancelled": _("Taken back"),
}


def history_words(code: str) -> str:
    """The words for one step."""
    return str(HISTORY.get(code, code))
