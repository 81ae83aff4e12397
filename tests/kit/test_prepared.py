"""A question that is put together once answers as the one that Django puts together each time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from emptychair.accounts.access import Access
from emptychair.accounts.prepared import prepared
from emptychair.customers.models import CustomerEvent, Person
from emptychair.kit.prepared import ANEW, Prepared
from tests.factories.customers import make_company, make_person

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 3, 4, 5, 6, 7, 890123, tzinfo=UTC)

PEOPLE = Prepared(
    lambda workspace, numbers: (
        Person.objects.filter(workspace=workspace, external_id__in=numbers)
        .exclude(external_id="")
        .order_by("external_id")
        .values_list("external_id", "company__name", "last_event_at", "attributes")
    ),
    workspace=int,
    numbers=list[str],
)


def test_values_come_as_django_gives_them(people):
    there = {"company": make_company(people.workspace, name="Acme"), "attributes": {"vip": [1]}}
    make_person(people.workspace, external_id="a", last_event_at=MOMENT, **there)
    make_person(people.workspace, external_id="b'%s")
    make_person(people.workspace, external_id="")
    make_person(people.neighbours, external_id="a")
    rows = PEOPLE.rows(workspace=people.workspace.pk, numbers=["a", "b'%s", "", "none"])
    assert [tuple(row) for row in rows] == [
        ("a", "Acme", MOMENT, {"vip": [1]}),
        ("b'%s", None, None, {}),
    ]


def test_every_asking_has_its_own_values(people):
    make_person(people.workspace, external_id="a")
    make_person(people.neighbours, external_id="b")

    def asked(place, numbers):
        return [row[0] for row in PEOPLE.rows(workspace=place.pk, numbers=numbers)]

    assert asked(people.workspace, ["a", "b"]) == ["a"]
    assert asked(people.neighbours, ["a", "b"]) == ["b"]
    assert asked(people.workspace, []) == []


def test_a_list_may_be_longer_than_a_statement_takes_values(people):
    make_person(people.workspace, external_id="n69999")
    numbers = [f"n{number}" for number in range(70_000)]
    assert len(PEOPLE.rows(workspace=people.workspace.pk, numbers=numbers)) == 1


def test_a_gap_that_is_not_in_the_question_is_refused(people):
    forgotten = Prepared(
        lambda workspace, name: Person.objects.filter(workspace=workspace).values_list("pk"),
        workspace=int,
        name=str,
    )
    with pytest.raises(TypeError, match="not in its SQL"):
        forgotten.rows(workspace=people.workspace.pk, name="a")


def test_a_list_that_is_no_in_lookup_is_refused(people):
    wrong = Prepared(
        lambda ids: CustomerEvent.objects.filter(pk=ids[0]).values_list("pk"), ids=list[int]
    )
    with pytest.raises(TypeError, match="__in"):
        wrong.rows(ids=[1])


OF_COMPANIES = Prepared(
    lambda workspace, since, limit: (
        Person.objects.filter(workspace=workspace, last_event_at__gte=since)
        .select_related("company")
        .annotate(events_of_them=Count("events"))
        .order_by("external_id")[:limit]
    ),
    workspace=int,
    since=datetime,
    limit=ANEW,
)


def test_rows_of_a_table_come_with_what_belongs_to_them(people):
    company = make_company(people.workspace, name="Acme")
    make_person(people.workspace, external_id="a", company=company, last_event_at=MOMENT)
    make_person(people.workspace, external_id="b", last_event_at=MOMENT + timedelta(days=1))
    make_person(people.workspace, external_id="c", last_event_at=MOMENT - timedelta(days=1))
    here = people.workspace.pk
    for limit, ids in ((9, ["a", "b"]), (1, ["a"]), (9, ["a", "b"])):
        found = OF_COMPANIES.found(workspace=here, since=MOMENT, limit=limit)
        assert [one.external_id for one in found] == ids
    assert isinstance(found[0], Person)
    with CaptureQueriesContext(connection) as asked:
        assert (found[0].company, found[0].events_of_them, found[1].company) == (company, 0, None)
    assert not asked.captured_queries


def test_days_are_told_as_the_database_writes_them(people):
    on = Prepared(
        lambda workspace, day: Person.objects.filter(workspace=workspace, joined_on=day).values(
            "external_id", "joined_on"
        ),
        workspace=int,
        day=date,
    )
    make_person(people.workspace, external_id="a", joined_on=date(2026, 3, 4))
    make_person(people.workspace, external_id="b", joined_on=date(2026, 3, 5))
    found = on.found(workspace=people.workspace.pk, day=date(2026, 3, 5))
    assert found == [{"external_id": "b", "joined_on": date(2026, 3, 5)}]


def test_a_workspace_reads_its_own_rows_alone(people):
    @prepared(numbers=list[str])
    def ids(access, *, numbers):
        rows = Person.objects.visible_to(access).filter(external_id__in=numbers)
        return rows.order_by("external_id").values_list("external_id", flat=True)

    make_person(people.workspace, external_id="a")
    make_person(people.neighbours, external_id="b")
    here, there = (Access.system(one, "test") for one in (people.workspace, people.neighbours))
    assert ids(here, numbers=["a", "b"]) == ["a"]
    assert ids(there, numbers=["a", "b"]) == ["b"]


@pytest.mark.django_db(transaction=True)
def test_what_one_thread_put_together_others_ask_through_their_own_connection(people):
    make_person(people.workspace, external_id="a", company=make_company(people.workspace))
    whole = Prepared(
        lambda workspace: Person.objects.filter(workspace=workspace).select_related("company"),
        workspace=int,
    )

    def asked(question):
        try:
            if question is whole:
                return [one.company.name for one in whole.found(workspace=people.workspace.pk)]
            return [
                tuple(one) for one in question.rows(workspace=people.workspace.pk, numbers=["a"])
            ]
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as first, ThreadPoolExecutor(1) as second:
        for question in (whole, PEOPLE):
            assert first.submit(asked, question).result() == second.submit(asked, question).result()
            assert first.submit(asked, question).result()
