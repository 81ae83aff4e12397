"""What the three kinds of survey are called, and when to use which."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.surveys.rules.texts import language_for


@dataclass(frozen=True, slots=True)
class MetricWords:
    """One kind of survey."""

    title: str | Promise
    when: str | Promise
    scale: str
    default_name: str | Promise


METRICS = {
    "nps": MetricWords(
        _("NPS: would they recommend us?"),
        _("About the whole relationship. Ask everybody once or twice a year."),
        "0–10",
        _("Would you recommend us?"),
    ),
    "csat": MetricWords(
        _("CSAT: were they satisfied?"),
        _("About one meeting: a visit, an order, an answer from support. Ask right after it."),
        "1–5",
        _("Were you satisfied?"),
    ),
    "ces": MetricWords(
        _("CES: was it easy?"),
        _("About one errand: a change of contract, a sign-up, a repair. Ask right after it."),
        "1–7",
        _("Was it easy?"),
    ),
}


def language_of(access: Access) -> str:
    """The language of the page as one of those we ask in."""
    return language_for(get_language() or "", access.workspace.language)
