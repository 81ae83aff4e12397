"""Rows with numbers drawn by chance, below zero: counted beside a snapshot and in the next one."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emptychair.analytics.by_chance import how_many
from emptychair.analytics.live import LiveTables
from emptychair.analytics.models import Snapshot
from emptychair.analytics.snapshots import take_snapshot
from emptychair.analytics.sources import sources
from emptychair.metrics.datasets import LIVE_ANSWERS
from emptychair.surveys.models import Response
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey
from tests.people import NOW


@pytest.fixture
def tables(data_folder):
    return LiveTables()


def take(people, **options):
    place = people.workspace
    return take_snapshot(LIVE_ANSWERS, place.pk, place.zone, **options)


def rows(tables, people):
    tables.pointers.forget()
    place = people.workspace
    found = tables.fetch(
        tables.table(LIVE_ANSWERS, place.pk, place.zone), ("rows",), lambda table: table
    )
    return sorted((row["id"], row["score"], row["day"].isoformat()) for row in found)


def stored(people):
    zone = people.workspace.zone
    kept = Response.objects.filter(workspace=people.workspace)
    return sorted(
        (pk, score, moment.astimezone(zone).date().isoformat())
        for pk, score, moment in kept.values_list("pk", "score", "answered_at")
    )


def draw(survey, rng, **fields):
    return make_response(survey, None, pk=-rng.randrange(1, 2**40), **fields)


def test_those_that_come_after_a_snapshot_are_counted_at_once_and_in_the_next(people, tables):
    rng, survey = Random(1), make_survey(people.workspace)
    draw(survey, rng, score=1)
    make_response(survey, make_person(people.workspace), score=2)
    assert take(people).new_rows == 2
    assert rows(tables, people) == stored(people)
    draw(survey, rng, score=3)
    draw(survey, rng, score=4, answered_at=NOW - timedelta(days=40))
    assert rows(tables, people) == stored(people)
    assert take(people).new_rows == 2
    assert rows(tables, people) == stored(people)
    assert take(people) is None


def test_where_all_are_drawn_there_is_nothing_to_close_and_all_are_read(people, tables):
    rng, survey = Random(2), make_survey(people.workspace)
    for score in (5, 6):
        draw(survey, rng, score=score)
        take(people)
        assert rows(tables, people) == stored(people)
    make_response(survey, None, score=7)
    take(people)
    draw(survey, rng, score=8)
    assert rows(tables, people) == stored(people)


def test_whatever_happens_to_them_the_snapshot_is_what_one_made_anew_is(people, tables):
    rng, survey = Random(3), make_survey(people.workspace)
    make_response(survey, None)
    take(people)
    for turn in range(60):
        there = list(Response.objects.filter(workspace=people.workspace))
        deed = rng.choice(["draw", "draw", "count", "correct", "delete", "take", "move"])
        one = rng.choice(there) if there else None
        if deed == "draw" or one is None:
            draw(survey, rng, score=rng.randrange(11))
        elif deed == "count":
            make_response(survey, None, score=rng.randrange(11))
        elif deed == "correct":
            Response.objects.filter(pk=one.pk).update(score=rng.randrange(11))
        elif deed == "move":
            moment = NOW - timedelta(days=rng.randrange(100))
            Response.objects.filter(pk=one.pk).update(answered_at=moment)
        elif deed == "delete":
            one.delete()
        else:
            take(people)
        assert rows(tables, people) == stored(people), (turn, deed)
    take(people)
    further = rows(tables, people)
    take(people, anew=True)
    assert further == rows(LiveTables(), people) == stored(people)


def test_those_of_neighbours_are_not_counted(people, tables):
    rng = Random(4)
    make_response(make_survey(people.workspace), None)
    take(people)
    before = rows(tables, people)
    draw(make_survey(people.neighbours), rng)
    assert rows(tables, people) == before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own choice of an index")
def test_where_there_are_none_sqlite_looks_below_zero_only(people):
    for source in sources().values():
        with CaptureQueriesContext(connection) as told:
            Snapshot.objects.aggregate(n=how_many(source, people.workspace.pk))
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + told[0]["sql"])
            plan = [row[3] for row in cursor.fetchall() if source.relation in row[3]]
        assert all("SEARCH" in one and "PRIMARY KEY" in one for one in plan), (source, plan)
