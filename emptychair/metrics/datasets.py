"""What figures are counted from, read live: answers, invitations, and who pays what.

Days are those of the workspace. Words and names are not among it.
"""

from typing import Any

import ibis.expr.types as ir
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from typing_extensions import override

from emptychair.analytics.datasets import Dataset
from emptychair.analytics.live import LiveSource
from emptychair.analytics.sources import Links, RollUp, register_source
from emptychair.customers.datasets import (
    LIVE_COMPANIES,
    LIVE_DEPARTURES,
    LIVE_ORDERS,
    LIVE_PEOPLE,
)
from emptychair.metrics.rules.latest import NEXT_DAY, is_answer, order_of
from emptychair.surveys import datasets
from emptychair.surveys.datasets import LIVE_INVITATIONS
from emptychair.surveys.types.definition import QuestionKind

__all__ = [
    "COUNTED",
    "DAILY_COUNTS",
    "LIVE_ANSWERS",
    "LIVE_COMPANIES",
    "LIVE_CONTRACTS",
    "LIVE_DEPARTURES",
    "LIVE_FURTHER",
    "LIVE_INVITATIONS",
    "LIVE_ORDERS",
    "LIVE_PEOPLE",
    "LIVE_TAGS",
    "SCALE_KINDS",
    "daily_counts",
]
SCALE_KINDS = (
    QuestionKind.AGREE,
    QuestionKind.CES,
    QuestionKind.CSAT,
    QuestionKind.MATRIX,
    QuestionKind.NPS,
)
COUNTED = {
    "day": "date",
    "metric": "string",
    "survey_id": "int64",
    "touchpoint_id": "int64",
    "channel": "string",
    "language": "string",
    "segment": "string",
    "score": "int16",
    "answers": "int64",
}  # the columns of daily counts


def daily_counts(answers: ir.Table) -> ir.Table:
    """How many answers that count there are of each kind on each local day."""
    counted = answers.filter(answers.score.notnull(), answers.is_counted)
    grouped = counted.group_by([name for name in COUNTED if name != "answers"])
    return grouped.aggregate(answers=counted.count().cast("int64"))


LATEST = Links(
    "next of person, survey, touchpoint and metric, 1",
    like=("person_id", "survey_id", "touchpoint_id", "metric"),
    order=order_of,
    among=is_answer,
    column=NEXT_DAY,
)
DAILY_COUNTS = RollUp("daily_counts", columns=COUNTED, count=daily_counts)
LIVE_ANSWERS = register_source(
    LiveSource(
        dataset=Dataset(
            "answers", {**datasets.ANSWERS.columns, "day": "date"}, key=datasets.ANSWERS.key
        ),
        model="surveys.Response",
        fields={name: name for name in datasets.ANSWERS.columns},
        sums=("person_id", "company_id", "survey_id", "touchpoint_id", "score"),
        local_days={"day": "answered_at"},
        month_of="day",
        rollups=(DAILY_COUNTS,),
        links=LATEST,
        order=("metric", "day"),
        ahead=True,
    )
)


def _live(name: str, model: str, columns: dict[str, str], *sums: str) -> LiveSource:
    dataset = Dataset(name, {"id": "int64", **columns}, key=("id",))
    fields = {each: each for each in dataset.columns}
    return register_source(LiveSource(dataset, model, fields, sums))


LIVE_CONTRACTS = _live(
    "contracts",
    "customers.Contract",
    {
        "person_id": "int64",
        "company_id": "int64",
        "amount": "float64",
        "currency": "string",
        "period": "string",
        "starts_on": "date",
        "cancelled_on": "date",
    },
    "person_id",
    "company_id",
)


class _TaggedAnswers(LiveSource):
    """Answers that carry tags, and these as text."""

    @override
    def rows(self, workspace_id: int) -> QuerySet[Any]:
        found = super().rows(workspace_id).exclude(tags=[])
        told: QuerySet[Any] = found.annotate(tags_text=Cast("tags", TextField()))
        return told


LIVE_FURTHER = register_source(
    LiveSource(
        dataset=Dataset(
            "further_answers", datasets.FURTHER_ANSWERS.columns, key=datasets.FURTHER_ANSWERS.key
        ),
        model="surveys.Answer",
        fields={name: name for name in datasets.FURTHER_ANSWERS.columns},
        sums=("response_id",),
        only={"kind": tuple(kind.value for kind in SCALE_KINDS)},  # on a scale beside the main one
    )
)
LIVE_TAGS = _TaggedAnswers(
    dataset=Dataset(
        "tagged_answers",
        {"id": "int64", "survey_id": "int64", "tags": "string"},
        key=("id",),
    ),
    model="surveys.Response",
    fields={"id": "id", "survey_id": "survey_id", "tags": "tags_text"},
    sums=("survey_id",),
)
