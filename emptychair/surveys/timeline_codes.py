"""How the entries of surveys read in a customer's timeline."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from emptychair.customers.timeline_words import register_timeline_code
from emptychair.surveys.choices import choice_words
from emptychair.surveys.types import Metric


def register_timeline_codes() -> None:
    """Tell `customers` our words."""
    register_timeline_code("surveys.asked", lambda p: gettext("Asked: %(survey)s") % p)
    register_timeline_code("surveys.reminded", lambda p: gettext("Reminded: %(survey)s") % p)
    register_timeline_code("surveys.answered", _answered)
    register_timeline_code("surveys.corrected", _corrected)
    register_timeline_code(
        "surveys.stopped", lambda _p: gettext("Wants no more surveys (said on the answer page)")
    )


def _answered(parameters: Mapping[str, Any]) -> str:
    metric = Metric(parameters["metric"]).label
    if parameters["score"] is None:
        return gettext("Wrote to us in a survey (%(metric)s)") % {"metric": metric}
    if chosen := choice_words(parameters["metric"], parameters["score"]):
        return gettext("Answered “%(choice)s” (%(metric)s)") % {"choice": chosen, "metric": metric}
    return gettext("Answered %(score)s (%(metric)s)") % {
        "score": parameters["score"],
        "metric": metric,
    }


def _corrected(parameters: Mapping[str, Any]) -> str:
    if parameters["score"] == parameters["before"]:
        return gettext("Changed the words of an answer")
    metric = parameters["metric"]
    facts = {
        "before": choice_words(metric, parameters["before"]) or parameters["before"],
        "score": choice_words(metric, parameters["score"]) or parameters["score"],
        "metric": Metric(metric).label,
    }
    if choice_words(metric, parameters["score"]):
        return gettext("Changed an answer from “%(before)s” to “%(score)s” (%(metric)s)") % facts
    return gettext("Changed an answer from %(before)s to %(score)s (%(metric)s)") % facts
