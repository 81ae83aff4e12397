"""What the engine may see of answers and invitations. Words and names are not among it.

Answers that are tests or kept aside are not `is_counted`; invitations to oneself carry `is_test`.
"""

from emptychair.analytics.datasets import Dataset

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
        "is_test": "boolean",
    },
    key=("id",),
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
