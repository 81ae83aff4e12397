"""What the engine may see of answers and invitations. Words and names are not among it.

Answers that are tests or kept aside are not `is_counted`; invitations to oneself carry `is_test`.
"""

from emptychair.analytics.datasets import Dataset
from emptychair.analytics.sources import LiveSource, register_source

ANSWERS = Dataset(
    "surveys.answers",
    {
        "id": "int64",
        "survey_id": "int64",
        "invitation_id": "int64",
        "person_id": "int64",
        "company_id": "int64",
        "touchpoint_id": "int64",
        "metric": "string",
        "score": "int16",
        "language": "string",
        "channel": "string",
        "segment": "string",
        "source": "string",
        "answered_at": "timestamp('UTC')",
        "is_counted": "boolean",
    },
    key=("id",),
)
INVITATIONS = Dataset(
    "surveys.invitations",
    {
        "id": "int64",
        "survey_id": "int64",
        "person_id": "int64",
        "touchpoint_id": "int64",
        "channel": "string",
        "language": "string",
        "asked_at": "timestamp('UTC')",
        "answered_at": "timestamp('UTC')",
        "reminders": "int16",
        "is_test": "boolean",
    },
    key=("id",),
)
LIVE_INVITATIONS = register_source(
    LiveSource(
        dataset=Dataset(
            "invitations", {**INVITATIONS.columns, "asked_day": "date"}, key=INVITATIONS.key
        ),
        model="surveys.Invitation",
        fields={name: name for name in INVITATIONS.columns},
        sums=("person_id", "survey_id", "touchpoint_id", "reminders"),
        local_days={"asked_day": "asked_at"},
        month_of="asked_day",
        ahead=True,
        untold=True,  # when an anonymous answer was begun
    )
)
FURTHER_ANSWERS = Dataset(
    "surveys.further_answers",
    {
        "id": "int64",
        "response_id": "int64",
        "survey_id": "int64",
        "question": "string",
        "kind": "string",
        "number": "float64",
        "cells": "string",  # of a matrix, as JSON: a point of the scale for each row
    },
    key=("id",),
)
