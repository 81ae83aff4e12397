"""Of very many answers nobody looks twice within a minute whether any of them changed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from emptychair.kit.once import one_look
from emptychair.metrics.queries.drivers import columns
from emptychair.surveys.models import Answer
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey


@pytest.fixture
def answers(people):
    survey = make_survey(people.workspace)

    def add(count):
        for _ in range(count):
            response = make_response(survey, make_person(people.workspace))
            Answer.objects.create(
                workspace=people.workspace, survey=survey, response=response, question="clear",
                kind="agree", number=4,
            )  # fmt: skip

    add(3)
    return add


def asked(people):
    with CaptureQueriesContext(connection) as told:
        found = columns.further_now(people.system)
    return found.rows, len(told)


def test_few_are_looked_at_each_time_and_once_a_page(people, answers):
    assert asked(people)[0] == 3
    answers(1)
    assert asked(people)[0] == 4
    with one_look():
        asked(people)
        assert asked(people) == (4, 0)


def test_many_are_looked_at_again_after_a_minute(people, answers, monkeypatch):
    monkeypatch.setattr(columns, "MANY", 2)
    monkeypatch.setattr(columns, "_LOOKED", {})
    assert asked(people)[0] == 3
    answers(1)
    assert asked(people) == (3, 0)
    later = timezone.now() + timedelta(minutes=1, seconds=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert asked(people)[0] == 4
