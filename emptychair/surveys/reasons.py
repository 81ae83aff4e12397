"""Why somebody is asked or not, in words: a sentence for one person, a few words for a count."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy

from emptychair.messaging.queries import reason_sentence
from emptychair.surveys.types import ALREADY_ASKED

LABELS: dict[str, str | Promise] = {
    "allowed": pgettext_lazy("reason", "Asked"),
    ALREADY_ASKED: pgettext_lazy("reason", "Asked already in this wave"),
    "left": pgettext_lazy("reason", "No longer a customer"),
    "no_address": pgettext_lazy("reason", "No mail address"),
    "suppressed": pgettext_lazy("reason", "Must not be written to"),
    "no_consent": pgettext_lazy("reason", "Does not want mail"),
    "held": pgettext_lazy("reason", "A case is open"),
    "language": pgettext_lazy("reason", "Speaks another language"),
    "too_soon": pgettext_lazy("reason", "Asked a short while ago"),
    "too_many": pgettext_lazy("reason", "Asked often enough"),
    "cadence": pgettext_lazy("reason", "Asked by this survey before"),
    "company_full": pgettext_lazy("reason", "Their company was asked enough"),
    "case_recent": pgettext_lazy("reason", "A case was closed lately"),
    "hold_out": pgettext_lazy("reason", "Never asked, by chance"),
    "outranked": pgettext_lazy("reason", "A weightier survey goes first"),
    "not_fitting": pgettext_lazy("reason", "Does not fit the conditions"),
    "not_drawn": pgettext_lazy("reason", "Not drawn"),
}


def reason_label(code: str) -> str:
    """The reason in a few words, for counts and filters."""
    return str(LABELS.get(code, code))


def reason_in_words(code: str, parameters: Mapping[str, Any]) -> str:
    """The reason of one person as a sentence."""
    if code == ALREADY_ASKED:
        return gettext("Was asked already in this wave, and nobody is asked twice.")
    return reason_sentence(code, parameters)
