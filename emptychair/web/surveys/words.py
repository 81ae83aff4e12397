"""What the kinds of survey are called, and when to use which."""

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
    "pmf": MetricWords(
        _("Must-have: would they miss us?"),
        _("About the product itself. Ask people who used it at least twice, and lately."),
        "1–3",
        _("Would they miss us?"),
    ),
    "thumbs": MetricWords(
        _("Thumbs: did it help?"),
        _("About one small thing: an article, an answer. Yes or no, and why."),
        "0–1",
        _("Did it help?"),
    ),
    "csat3": MetricWords(
        _("CSAT of three steps"),
        _("For a counter or a tablet, where one glance must do."),
        "1–3",
        _("Were you satisfied, in three steps"),
    ),
    "csat7": MetricWords(
        _("CSAT of seven steps"),
        _("Where an older survey of yours used seven steps and the trend shall go on."),
        "1–7",
        _("Were you satisfied, in seven steps"),
    ),
    "ces5": MetricWords(
        _("CES of five steps"),
        _("Where an older survey of yours used five steps and the trend shall go on."),
        "1–5",
        _("Was it easy, in five steps"),
    ),
}


def language_of(access: Access) -> str:
    """The language of the page as one of those we ask in."""
    return language_for(get_language() or "", access.workspace.language)
