"""Invitations as response rates see them: read live, with the day on which somebody was asked."""

from emptychair.analytics.datasets import Dataset
from emptychair.analytics.live import LiveSource
from emptychair.surveys import datasets

LIVE_INVITATIONS = LiveSource(
    dataset=Dataset(
        "invitations",
        {**datasets.INVITATIONS.columns, "day": "date"},
        key=datasets.INVITATIONS.key,
    ),
    model="surveys.Invitation",
    fields={name: name for name in datasets.INVITATIONS.columns},
    sums=("person_id", "survey_id", "touchpoint_id"),
    local_days={"day": "asked_at"},
)
