"""Thirty months of answers by two kinds of customers, of whom one scores higher."""

from datetime import date, datetime, timedelta

import numpy as np

from emptychair.kit.periods import months_later
from emptychair.surveys.models import Response
from tests.factories.surveys import make_survey
from tests.people import NOW

START = date(2026, 5, 1)
ENDS = date(2026, 10, 31)
HAPPY, UNHAPPY = "法人", "家庭"


def months(*, effect: float = 0.0, share: float = 0.6, each: int = 40, seed: int = 1):
    """Thirty months; a fifth of the answers comes from the happy, after the start that share."""
    rng = np.random.default_rng(seed)
    rows = []
    for back in range(30):
        first = months_later(date(2026, 10, 1), -back)
        late = first >= START
        for number in range(each):
            happy = number < each * (share if late else 0.2)
            mean = (40 if happy else -20) + effect * late
            chance = 100 * rng.random()
            promoters = (65 + mean) / 2
            score = 9 if chance < promoters else 7 if chance < promoters + 35 else 4
            day = first + timedelta(days=int(rng.integers(0, 28)))
            rows.append((day, score, HAPPY if happy else UNHAPPY))
    return rows


def answer(people, survey, rows, **fields) -> None:
    """Rows of (day, score, segment)."""
    Response.objects.bulk_create(
        Response(
            workspace=people.workspace, survey=survey, metric="nps", score=int(score),
            channel="email", source="test", segment=segment,
            answered_at=datetime.combine(day, NOW.timetz()), **fields,
        )
        for day, score, segment in rows
    )  # fmt: skip


def months_of_two_kinds(people) -> None:
    """Nothing helped, and from May on three times as many of the happy answer."""
    answer(people, make_survey(people.workspace), months())
