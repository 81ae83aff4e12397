"""Many rows at once are stored as Django would store them one by one."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from emptychair.customers.models import CustomerEvent, Order, Person
from emptychair.exchange.models import ImportedRow, ImportRun
from emptychair.kit.storing import store_changed, store_later, store_new, store_plain
from emptychair.surveys.models import Survey
from emptychair.surveys.types import SurveyState
from tests.factories.customers import make_person

MOMENT = datetime(2026, 3, 4, 5, 6, 7, 890123, tzinfo=UTC)
WORDS = "「後片付け」100% 'quoted' %s \\ 🍱"


def columns(thing):
    names = [field.attname for field in thing._meta.concrete_fields]
    own = {"id", "created_at", "changed_at"}
    return {name: getattr(thing, name) for name in names if name not in own}


def things(people):
    """One of each kind of column: words, numbers, money, days, moments, JSON, nothing at all."""
    person = make_person(people.workspace)
    event = {"name": WORDS, "source": "t", "occurred_at": MOMENT, "message_id": "m"}
    return [
        (CustomerEvent, event | {"person": person, "properties": {"a": [1.5, None, "ü"]}}),
        (Order, {"external_id": "o", "amount": Decimal("1234.50"), "ordered_at": MOMENT}),
        (Person, {"name": WORDS, "joined_on": MOMENT.date(), "attributes": {"vip": True}}),
        (Survey, {"name": "S", "metric": "nps", "state": SurveyState.CLOSED}),
    ]


def test_each_kind_of_column_is_stored_as_save_would(people):
    for table, values in things(people):
        saved = table(workspace=people.workspace, **values)
        saved.save()
        as_saved = columns(table.objects.get(pk=saved.pk))
        saved.delete()
        stored = table(workspace=people.workspace, **values)
        store_new([stored])
        kept = table.objects.get(pk=stored.pk)
        assert columns(kept) == as_saved
        assert kept.created_at == kept.changed_at == stored.changed_at
        assert kept.created_at is not None


def test_more_rows_than_one_statement_takes_each_get_their_own_id(people):
    rows = [Person(workspace=people.workspace, name=f"P{number}") for number in range(700)]
    store_new(rows)
    names = dict(Person.objects.filter(workspace=people.workspace).values_list("pk", "name"))
    assert names == {row.pk: row.name for row in rows}
    rows[0].note = "saved again"  # it knows that it is there
    rows[0].save()
    assert Person.objects.filter(workspace=people.workspace).count() == 700


def test_rows_without_ids_are_stored_with_json_or_nothing_in_it(people):
    run = ImportRun.objects.create(workspace=people.workspace, shape="people", state="done")
    now = timezone.now()
    names = ("workspace", "run", "created_at", "changed_at", "row_number", "table", "object_id")
    first = (people.workspace.pk, run.pk, now, now)
    store_plain(
        ImportedRow,
        (*names, "before", "after"),
        [(*first, 1, "t", 7, None, None), (*first, 2, "t", 8, {"name": WORDS}, {})],
    )
    one, two = ImportedRow.objects.filter(run=run).order_by("row_number")
    assert (one.before, one.after, one.created_at) == (None, None, now)
    assert (two.before, two.after) == ({"name": WORDS}, {})
    assert ImportedRow.objects.filter(run=run, before__isnull=True).get() == one


def test_changed_rows_get_their_own_values_and_no_others(people):
    rows = [make_person(people.workspace, name=f"P{number}") for number in range(3)]
    for number, row in enumerate(rows):
        row.yearly_value, row.attributes = Decimal(number), {"n": number}
        row.last_event_at = MOMENT if number else None
        row.name = "not among the columns"
    store_changed(rows[:2], ("yearly_value", "attributes", "last_event_at"))
    kept = list(Person.objects.filter(workspace=people.workspace).order_by("pk"))
    assert [row.attributes for row in kept] == [{"n": 0}, {"n": 1}, {}]
    assert [row.last_event_at for row in kept] == [None, MOMENT, None]
    assert [row.name for row in kept] == ["P0", "P1", "P2"]


def test_a_moment_is_raised_where_it_is_later_and_in_the_own_workspace(people):
    earlier, later = MOMENT - timedelta(days=1), MOMENT + timedelta(microseconds=1)
    never = make_person(people.workspace)
    before = make_person(people.workspace, last_event_at=earlier)
    after = make_person(people.workspace, last_event_at=later)
    theirs = make_person(people.neighbours)
    rows = {one.pk: MOMENT for one in (theirs, after, before, never)}
    store_later(Person, "last_event_at", rows, workspace_id=people.workspace.pk)
    kept = dict(Person.objects.values_list("pk", "last_event_at"))
    assert [kept[one.pk] for one in (never, before, after, theirs)] == [MOMENT, MOMENT, later, None]


def test_nothing_to_store_asks_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        store_new([])
        store_plain(Person, ("name",), [])
        store_changed([], ("name",))
        store_later(Person, "last_event_at", {}, workspace_id=1)


def test_columns_that_the_database_fills_are_refused(people, monkeypatch):
    monkeypatch.setattr(Person._meta.get_field("note"), "generated", True)
    with pytest.raises(TypeError, match="bulk_create"):
        store_new([Person(workspace=people.workspace, name="P")])
