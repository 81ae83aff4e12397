"""Short names of codes, in the language of the report."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.metrics.benchmarks import Benchmark
from emptychair.report import wording as w
from emptychair.report.types import ColumnUse, Month


def field_label(field: str) -> str:
    """What a column was taken for."""
    if field.startswith("segment:"):
        return _("group to compare")
    return {
        "score": _("score"),
        "comment": _("comment"),
        "answered_at": _("time of the answer"),
        "asked_at": _("time of the invitation"),
        "person_id": _("customer's id"),
        "first_name": _("first name"),
        "last_name": _("family name"),
        "status": _("state of the invitation"),
        "name": _("name"),
        "email": _("mail address"),
        "company": _("company"),
        "touchpoint": _("touchpoint"),
        "channel": _("channel"),
        "language": _("language"),
        "country": _("country"),
        "value": _("value of the customer"),
        "response_id": _("number of the answer"),
    }.get(field, field)


def how_label(use: ColumnUse) -> str:
    """Why a column was taken for it."""
    return {
        "given": _("you said so"),
        "vendor": _("usual header of this tool"),
        "synonym": _("its header"),
        "content": _("what stands in it"),
    }[use.how]


def statistic_label(figure: Benchmark) -> str:
    """What a published figure is."""
    return {
        "mean": pgettext("benchmark", "mean"),
        "best": pgettext("benchmark", "best"),
        "worst": pgettext("benchmark", "worst"),
        "range low": pgettext("benchmark", "lower end"),
        "range high": pgettext("benchmark", "upper end"),
    }[figure.statistic]


def notable_sentence(month: Month) -> str:
    """A month that differs from the three before it by more than noise."""
    if month.change is None:
        return ""
    facts = {
        "month": w.month(date.fromisoformat(f"{month.month}-01")),
        "size": w.size(month.change.estimate),
        "interval": w.interval(month.change.low, month.change.high),
    }
    if month.notable == "up":
        return (
            _(
                "%(month)s was %(size)s points better than the three months before it "
                "(%(interval)s)."
            )
            % facts
        )
    return (
        _("%(month)s was %(size)s points worse than the three months before it (%(interval)s).")
        % facts
    )
