"""Answers: one row an answer to a survey, as other tools export them and as the report reads."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.shapes import words as w
from emptychair.exchange.types import ImportField, ImportShape, Reads, Text
from emptychair.sheets.survey_answers import SURVEY_ANSWERS

_KNOWN: Final = {field.name: field for field in SURVEY_ANSWERS.fields}


def _of_report(
    name: str, label: Text, *, reads: Reads = "text", longest: int = 200, also: str = ""
) -> ImportField:
    """The headers that the report knows, with those of our own exports before them."""
    return ImportField(name, label, reads, (name, *_KNOWN[name].synonyms, *w.names(also)), longest)


ANSWERS = ImportShape(
    name="answers",
    label=_("Answers to surveys"),
    about=_(
        "One row an answer: score, comment, when, from whom. Exports of other tools fit as is."
    ),
    fields=(
        w.OWN_ID,
        _of_report("score", _("score"), reads="score"),
        _of_report("comment", _("comment"), longest=20_000),
        _of_report("answered_at", _("answered on"), reads="time"),
        _of_report("response_id", _("answer number"), longest=160),
        _of_report("person_id", _("customer number"), longest=120),
        _of_report("email", _("e-mail"), reads="email", longest=254),
        _of_report("name", _("name")),
        w.FIRST_NAME,
        w.LAST_NAME,
        w.COMPANY_ID,
        _of_report("company", _("company")),
        _of_report("touchpoint", _("touchpoint"), longest=120, also="touchpoint key"),
        w.a_field("metric", _("kind of score"), "survey type, metric, 指標", longest=8),
        _of_report("channel", _("channel"), longest=20),
        _of_report("language", _("language"), reads="language", longest=8),
        w.SEGMENT,
        _of_report("value", _("worth a year"), reads="number"),
        w.CURRENCY,
    ),
    needs=(("score",), ("answered_at",)),
    vendors=SURVEY_ANSWERS.vendors,
    technical=SURVEY_ANSWERS.technical,
)
