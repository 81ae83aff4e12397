"""The rows in this process are those of the database, whatever happened to them in between."""

from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emptychair.analytics import live
from emptychair.analytics.live import LiveTables
from emptychair.metrics.datasets import LIVE_ANSWERS
from emptychair.surveys.models import Response
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey

STORED = ("pk", "score", "person_id", "segment")


@pytest.fixture
def tables():
    return LiveTables()


def rows(tables, people):
    place = people.workspace
    now = tables.table(LIVE_ANSWERS, place.pk, place.zone)
    found = tables.fetch(now, ("rows",), lambda table: table)
    return sorted((row["id"], row["score"], row["person_id"], row["segment"]) for row in found)


def stored(people):
    return sorted(Response.objects.filter(workspace=people.workspace).values_list(*STORED))


def test_an_empty_workspace_has_an_empty_table(people, tables):
    assert rows(tables, people) == []


def test_whatever_is_done_to_the_answers_shows_at_once(people, tables):
    rng, survey = Random(3), make_survey(people.workspace)
    persons = [make_person(people.workspace) for _ in range(5)]
    for _ in range(40):
        deed = rng.choice(["add", "add", "add", "correct", "delete", "merge"])
        there = list(Response.objects.filter(workspace=people.workspace))
        if deed == "add" or not there:
            make_response(survey, rng.choice(persons), score=rng.randrange(11))
        elif deed == "correct":
            one = rng.choice(there)
            one.score, one.segment = rng.randrange(11), rng.choice("ab")
            one.save()
        elif deed == "delete":
            rng.choice(there).delete()
        else:  # a bulk update tells no time of change
            Response.objects.filter(pk=rng.choice(there).pk).update(person=rng.choice(persons))
        assert rows(tables, people) == stored(people), deed


def test_only_what_changed_is_read_again(people, tables, monkeypatch):
    survey = make_survey(people.workspace)
    for _ in range(10):
        make_response(survey, None)
    Response.objects.update(changed_at="2026-01-01T00:00:00Z")
    rows(tables, people)
    make_response(survey, None, score=1)
    with CaptureQueriesContext(
        connection,
    ) as told:
        rows(tables, people)
    reading = [each["sql"] for each in told if "changed_at" in each["sql"].split("WHERE")[-1]]
    assert len(told) == 2  # what there is, and the tail
    assert len(reading) == 1


def test_a_page_that_counts_is_not_disturbed_by_any_number_of_changes(people, tables):
    survey, place = make_survey(people.workspace), people.workspace
    make_response(survey, None, score=3)
    of_the_page = tables.table(LIVE_ANSWERS, place.pk, place.zone)
    for _ in range(5):  # other pages ask meanwhile, and each finds something new
        make_response(survey, None, score=9)
        rows(tables, people)
    found = tables.fetch(of_the_page, ("its own",), lambda table: table)
    assert [row["score"] for row in found] == [3]


def test_what_no_page_holds_any_more_is_let_go(people, tables):
    survey = make_survey(people.workspace)
    for _ in range(5):
        make_response(survey, None)
        rows(tables, people)
    rows(tables, people)
    kept = tables.engine._connection.con.execute("SELECT count(*) FROM duckdb_tables()").fetchone()
    assert kept == (1,)


def test_an_answer_that_came_after_the_check_and_went_again_does_not_stay(
    people, tables, monkeypatch
):
    survey = make_survey(people.workspace)
    make_response(survey, None, score=9)
    came, check = [], live.look_at

    def check_before_it_came(source, workspace_id):
        found = check(source, workspace_id)
        came.append(make_response(survey, None, score=0))
        return found

    monkeypatch.setattr(live, "look_at", check_before_it_came)
    assert len(rows(tables, people)) == 2  # it was read, although nothing said it would be there
    monkeypatch.undo()
    came[0].delete()
    assert rows(tables, people) == stored(people)


def test_without_a_change_nothing_is_read(people, tables):
    make_response(make_survey(people.workspace), None)
    rows(tables, people)
    with CaptureQueriesContext(connection) as told:
        rows(tables, people)
    assert len(told) == 1
