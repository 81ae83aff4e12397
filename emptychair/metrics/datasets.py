"""The answers as scores see them: those of `surveys`, read live, with the workspace's day."""

from emptychair.analytics.datasets import Dataset
from emptychair.analytics.live import LiveSource
from emptychair.surveys import datasets

LIVE_ANSWERS = LiveSource(
    dataset=Dataset(
        "answers", {**datasets.ANSWERS.columns, "day": "date"}, key=datasets.ANSWERS.key
    ),
    model="surveys.Response",
    fields={name: name for name in datasets.ANSWERS.columns},
    sums=("person_id", "company_id", "survey_id", "touchpoint_id", "score"),
    local_days={"day": "answered_at"},
)
