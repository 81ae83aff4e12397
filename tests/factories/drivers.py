"""A survey whose score is moved by what was planted."""

from datetime import datetime, timedelta

import numpy as np

from emptychair.surveys.models import Answer, Survey
from tests.factories.customers import make_person
from tests.factories.definitions import ask_this, definition, page, question
from tests.factories.surveys import make_response, make_survey

# What each statement truly does; "along" shares its answers with "good" and does nothing itself.
KEYS = ("must", "delight", "good", "along", "noise")


def make_driver_survey(workspace, *, keys=KEYS, **fields) -> Survey:
    """Asks for a score and, with five steps, for agreement to each statement."""
    survey = make_survey(workspace, **fields)
    statements = [question("agree", key=key, points=5) for key in keys]
    return ask_this(survey, definition(page(question("nps")), page(*statements, key="more")))


def answer_statements(survey: Survey, count: int, *, now: datetime, seed=1, person=True, **fields):
    """So many answers by the planted truth, newest first an hour apart; their responses."""
    rng = np.random.default_rng(seed)
    temper, close = rng.normal(size=(2, count))
    felt = {key: 3.4 + 0.5 * temper + 0.85 * rng.normal(size=count) for key in KEYS}
    felt["along"] = felt["good"] + 0.35 * close
    said = {key: np.clip(np.round(each), 1, 5) for key, each in felt.items()}
    score = 7 - 3.2 * (said["must"] <= 2) + 2.4 * (said["delight"] >= 5)
    score += 0.7 * (said["good"] - 3) + rng.normal(scale=1.0, size=count)
    found, further = [], []
    for place in range(count):
        response = make_response(
            survey,
            make_person(survey.workspace) if person else None,
            score=int(np.clip(round(score[place]), 0, 10)),
            answered_at=now - timedelta(hours=place),
            version=survey.version,
            **fields,
        )
        found.append(response)
        further += [
            Answer(
                workspace=survey.workspace,
                survey=survey,
                response=response,
                question=key,
                kind="agree",
                number=said[key][place],
            )
            for key in KEYS
        ]
    Answer.objects.bulk_create(further)
    return found
