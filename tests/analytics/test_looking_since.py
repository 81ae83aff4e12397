"""What came since a snapshot is counted from where the last look ended."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emptychair.analytics.changes import since
from emptychair.analytics.snapshots import take_snapshot
from emptychair.metrics.datasets import LIVE_ANSWERS
from tests.factories.surveys import make_response, make_survey
from tests.people import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_folder")]


@pytest.fixture
def answers(people):
    survey = make_survey(people.workspace)
    return [make_response(survey, None, score=8, answered_at=NOW) for _ in range(3)]


def look(people, closed_id, moment=NOW):
    with CaptureQueriesContext(connection) as asked:
        found = since(LIVE_ANSWERS, people.workspace.pk, closed_id=closed_id, moment=moment)
    return found, asked[-1]["sql"]


def test_rows_that_came_are_counted_once_and_those_above_them_later(people, answers):
    found, _sql = look(people, 0)
    assert (found.new_rows, found.highest_id) == (3, answers[-1].pk)
    more = make_response(answers[0].survey, None, score=3, answered_at=NOW)
    again, sql = look(people, 0)
    assert (again.new_rows, again.highest_id) == (4, more.pk)
    if connection.vendor == "sqlite":
        assert f'"surveys_response"."id" > {answers[-1].pk}' in sql
    assert look(people, 0)[0] == again


def test_a_row_that_vanished_lets_all_be_counted_again(people, answers):
    take_snapshot(LIVE_ANSWERS, people.workspace.pk, people.workspace.zone)
    assert look(people, 0)[0].new_rows == 3
    answers[1].delete()
    found, _sql = look(people, 0)
    assert (found.new_rows, found.changes) == (2, 1)


def test_another_snapshot_begins_anew(people, answers):
    assert look(people, 0)[0].new_rows == 3
    assert look(people, answers[1].pk)[0].new_rows == 1
