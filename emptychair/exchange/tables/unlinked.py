"""Answers of private surveys in files: what could tell whose they are stays behind."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, F, Value, When

from emptychair.kit.periods import local_day, start_of_day
from emptychair.surveys.types.definition import Privacy

PROMISED = "told_privacy"  # the column that says what was promised
# By table the words that are left out.
_WORDS = {
    "answers": ("external_id", "channel", "language", "segment"),
    "answers_by_question": ("response__external_id",),
    "corrections": ("response__external_id",),
}


def told_of(table: str, survey: str) -> dict[str, Any]:
    """The columns of a table as they go out, named `told_` and the column; `survey` leads to it."""
    words = {
        f"told_{one.rpartition('__')[2]}": if_named(survey, one, Value("")) for one in _WORDS[table]
    }
    return {**words, PROMISED: F(f"{survey}__privacy")}


def if_named(survey: str, column: str, otherwise: Any) -> Case:
    """The column where answers carry a name, and something else where they do not."""
    told = When(**{f"{survey}__privacy": Privacy.NAMED}, then=F(column))
    return Case(told, default=otherwise)


def days_only(values: Mapping[str, Any], zone: ZoneInfo) -> Mapping[str, Any]:
    """The row; of an answer that was promised to stay unlinked the day stays of each moment."""
    if values.get(PROMISED, Privacy.NAMED) == Privacy.NAMED:
        return values
    return {
        name: start_of_day(local_day(one, zone), zone) if isinstance(one, datetime) else one
        for name, one in values.items()
    }
