"""What a merge changes is counted by whoever kept the rows, in memory or in a snapshot."""

import pytest

from emptychair.analytics.live import LiveTables
from emptychair.analytics.snapshots import take_snapshot
from emptychair.customers.datasets import LIVE_ORDERS, LIVE_PEOPLE
from emptychair.customers.models import Order, Person
from emptychair.customers.services.merging import merge_people, undo_merge
from emptychair.metrics.datasets import LIVE_ANSWERS
from emptychair.surveys.models import Response
from tests.factories.customers import make_order, make_person
from tests.factories.surveys import make_response, make_survey
from tests.people import NOW

PEOPLE = ("id", "merged_into_id", "segment", "region")
ROWS = (
    (LIVE_PEOPLE, Person, PEOPLE),
    (LIVE_ORDERS, Order, ("id", "person_id")),
    (LIVE_ANSWERS, Response, ("id", "person_id")),
)


@pytest.fixture
def tables(data_folder):
    return LiveTables()


@pytest.fixture
def three(people):
    """Kept, and two that somebody took for them; each ordered and answered."""
    survey = make_survey(people.workspace)
    found = [
        make_person(people.workspace, segment=segment, region="") for segment in ("", "b", "c")
    ]
    for person in found:
        make_order(person)
        make_response(survey, person)
    return found


def counted(tables, people):
    tables.pointers.forget()
    place, found = people.workspace, []
    for source, _model, columns in ROWS:
        rows = tables.fetch(
            tables.table(source, place.pk, place.zone), ("rows",), lambda table: table
        )
        found.append(sorted(tuple(row[name] for name in columns) for row in rows))
    return found


def stored(people):
    return [
        sorted(model.objects.filter(workspace=people.workspace).values_list(*columns))
        for _source, model, columns in ROWS
    ]


def test_the_wrong_double_taken_back_and_the_right_one_merged(people, tables, three):
    kept, wrong, right = three
    merge = merge_people(people.system, kept, wrong)
    assert counted(tables, people) == stored(people)
    undo_merge(people.system, merge, now=NOW)
    merge_people(people.system, Person.objects.get(pk=kept.pk), right)
    assert counted(tables, people) == stored(people)


def test_the_same_two_merged_again_with_another_choice(people, tables, three):
    kept, other, _right = three
    merge = merge_people(people.system, kept, other, take=frozenset({"segment"}))
    assert counted(tables, people) == stored(people)
    undo_merge(people.system, merge, now=NOW)
    Person.objects.filter(pk=kept.pk).update(segment="a")
    kept = Person.objects.get(pk=kept.pk)
    merge_people(people.system, kept, Person.objects.get(pk=other.pk))
    assert counted(tables, people) == stored(people)


def test_a_snapshot_taken_further_is_one_made_anew(people, tables, three):
    place = people.workspace
    kept, wrong, right = three
    take = [(source, place.pk, place.zone) for source, _model, _columns in ROWS]
    for each in take:
        assert take_snapshot(*each)
    merge = merge_people(people.system, kept, wrong)
    for each in take:
        assert take_snapshot(*each).changed
    undo_merge(people.system, merge, now=NOW)
    merge_people(people.system, Person.objects.get(pk=kept.pk), right)
    for each in take:
        assert take_snapshot(*each).changed
    further = counted(tables, people)
    for each in take:
        take_snapshot(*each, anew=True)
    assert further == counted(LiveTables(), people) == stored(people)
