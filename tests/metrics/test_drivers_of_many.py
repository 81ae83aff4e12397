"""Further answers: looked at each time, once a page; of many there is a snapshot."""

from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emptychair.analytics.checking import check_snapshot
from emptychair.analytics.live import LiveTables
from emptychair.analytics.snapshots import take_snapshot
from emptychair.analytics.sources import sources
from emptychair.kit.once import one_look
from emptychair.metrics.datasets import LIVE_FURTHER
from emptychair.metrics.queries.drivers import columns
from emptychair.surveys.models import Answer
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey


@pytest.fixture
def survey(people):
    return make_survey(people.workspace)


@pytest.fixture
def answers(people, survey):
    def add(count):
        return [answer(people, survey, number=4) for _ in range(count)]

    add(3)
    return add


def answer(people, survey, *, kind="agree", **given):
    response = make_response(survey, make_person(people.workspace))
    return Answer.objects.create(
        workspace=people.workspace, survey=survey, response=response, question="clear", kind=kind,
        **given,
    )  # fmt: skip


def asked(people):
    with CaptureQueriesContext(connection) as told:
        found = columns.further_now(people.system)
    return found.rows, len(told)


def take(people):
    return take_snapshot(LIVE_FURTHER, people.workspace.pk, people.workspace.zone)


def rows_of(tables, people):
    tables.pointers.forget()
    live = tables.table(LIVE_FURTHER, people.workspace.pk, people.workspace.zone)
    found = tables.fetch(live, ("rows",), lambda table: table)
    return sorted((tuple(row.values()) for row in found), key=str), live


def test_they_are_looked_at_each_time_and_once_a_page(people, answers):
    assert asked(people)[0] == 3
    answers(1)
    assert asked(people)[0] == 4
    with one_look():
        asked(people)
        assert asked(people) == (4, 0)


def test_of_many_a_snapshot_is_taken():
    assert sources()["further_answers"] is LIVE_FURTHER


def test_a_snapshot_holds_what_the_database_holds_and_what_changes_is_there_at_once(
    people, survey, answers, data_folder, settings
):
    rng = Random(3)
    answer(people, survey, kind="matrix", cells={"料金 \"'": 4, "speed": None})
    answer(people, survey, kind="text", text="no number")
    answer(people, survey, number=2, pk=-rng.randrange(1, 2**40))
    answer(people, survey, kind="text", text="drawn", pk=-rng.randrange(1, 2**40))
    answer(people, make_survey(people.neighbours), number=1).delete()
    before, _live = rows_of(LiveTables(), people)
    assert take(people).new_rows == len(before) == 5
    tables = LiveTables()
    after, live = rows_of(tables, people)
    assert after == before
    assert take(people) is None  # the drawn one without a number is not looked for again
    changed, gone, *_ = answers(2)
    answer(people, survey, number=1, pk=-rng.randrange(1, 2**40))
    answer(people, survey, kind="text", text="newer")
    Answer.objects.filter(pk=changed.pk).update(number=1.5)
    gone.delete()
    settings.DATA_FOLDER = data_folder / "nowhere"  # as if there were no snapshot
    plain, _live = rows_of(LiveTables(), people)
    settings.DATA_FOLDER = data_folder
    now, later = rows_of(tables, people)
    assert now == plain
    assert len(now) == 7
    assert later.name != live.name
    place = people.workspace
    assert check_snapshot(LIVE_FURTHER, place.pk, place.zone, deep=True) == []
    take(people)
    assert rows_of(LiveTables(), people)[0] == plain
