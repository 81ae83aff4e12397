"""A long list in one value, and long answers in one: the same as Django gives."""

from datetime import UTC, datetime

import pytest
from django.db.models import Q

from emptychair.customers.models import Person
from emptychair.kit.many import among, numbers_of
from emptychair.kit.moments import moment_of, told_as_text
from tests.factories.customers import make_company, make_person

pytestmark = pytest.mark.django_db


def test_a_column_is_among_numbers_and_names_however_many(people):
    firm = make_company(people.workspace)
    one = make_person(people.workspace, external_id="a", company=firm)
    two = make_person(people.workspace, external_id='b"%s')
    rows = Person.objects.filter(workspace=people.workspace)
    assert set(rows.filter(among("pk", range(one.pk, two.pk + 70_000)))) == {one, two}
    assert set(rows.filter(among("external_id", {'b"%s', "c"}))) == {two}
    assert set(rows.filter(among("company_id", [firm.pk]))) == {one}
    assert set(rows.filter(Q(among("pk", [two.pk])) | Q(among("company_id", [firm.pk])))) == {
        one,
        two,
    }
    assert not rows.filter(among("pk", [])).exists()


def test_the_numbers_of_rows_come_in_order_and_of_their_workspace(people):
    made = [make_person(people.workspace).pk for _ in range(3)]
    make_person(people.neighbours)
    rows = Person.objects.filter(workspace=people.workspace)
    assert numbers_of(rows.order_by("-pk")) == sorted(rows.values_list("pk", flat=True))
    assert set(made) <= set(numbers_of(rows))
    assert numbers_of(rows.filter(pk=0)) == []


@pytest.mark.parametrize("part", [0, 120_000, 7])
def test_a_moment_read_as_text_is_the_moment(people, part):
    moment = datetime(2026, 3, 4, 5, 6, 7, part, tzinfo=UTC)
    make_person(people.workspace, external_id="a", last_event_at=moment)
    rows = Person.objects.filter(workspace=people.workspace, external_id="a")
    (told,) = rows.values_list(told_as_text("last_event_at"), flat=True)
    assert moment_of(told) == moment


@pytest.mark.parametrize(
    "told",
    [
        "2026-11-24 03:04:05",
        "2026-11-24 03:04:05.000000",
        "2026-11-24 03:04:05+00",
        "2026-11-24 12:04:05+09",
        "2026-11-24 08:34:05.000+05:30",
        "2026-11-23 22:04:05-05",
    ],
)
def test_a_moment_without_a_zone_is_one_of_utc(told):
    assert moment_of(told) == datetime(2026, 11, 24, 3, 4, 5, tzinfo=UTC)
