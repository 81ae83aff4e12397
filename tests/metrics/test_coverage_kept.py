"""Who was heard lately: of many people as the night counted it."""

from datetime import timedelta

import pytest

from emptychair.kit.periods import Period, local_day
from emptychair.metrics.models import UnheardReading
from emptychair.metrics.queries import coverage as covered
from emptychair.metrics.queries.coverage import (
    counted_lately,
    coverage,
    coverage_lately,
    coverage_of,
)
from emptychair.metrics.services.unheard import read_unheard
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey
from tests.people import NOW


@pytest.fixture
def today(people):
    return local_day(NOW, people.workspace.zone)


def answer(people, name, **given):
    person = make_person(people.workspace, name=name, yearly_value=100, **given)
    make_response(make_survey(people.workspace), person, answered_at=NOW - timedelta(days=3))


def test_of_few_people_it_is_counted_now(people, today):
    answer(people, "Ann")
    read_unheard(people.system, now=NOW)
    answer(people, "Bo")
    found, as_of = coverage_lately(people.system, today)
    assert (found.heard, as_of) == (2, None)


def test_of_many_it_is_the_reading_of_the_night_with_its_day(people, today, monkeypatch):
    monkeypatch.setattr(covered, "MANY", 1)
    answer(people, "Ann")
    make_person(people.workspace, name="Silent", yearly_value=300)
    assert coverage_lately(people.system, today)[1] is None  # nothing read yet
    read_unheard(people.system, now=NOW)
    answer(people, "Bo")
    found, as_of = coverage_lately(people.system, today)
    assert (found.heard, found.people, found.value_share, as_of) == (1, 2, 0.25, today)
    assert counted_lately(people.system, today).heard == 2
    later = today + timedelta(days=8)  # nobody read for a week: counted now
    assert coverage_lately(people.system, later)[1] is None


def test_a_reading_of_before_this_was_kept_is_not_taken(people, today, monkeypatch):
    monkeypatch.setattr(covered, "MANY", 0)
    answer(people, "Ann")
    read_unheard(people.system, now=NOW)
    UnheardReading.objects.update(people=None)
    assert coverage_lately(people.system, today)[1] is None


def test_a_period_is_that_of_the_night_where_it_is_the_same_days(people, today, monkeypatch):
    monkeypatch.setattr(covered, "MANY", 1)
    answer(people, "Ann")
    read_unheard(people.system, now=NOW)
    answer(people, "Bo")
    lately = Period(today - timedelta(days=89), today + timedelta(days=1))
    found, as_of = coverage_of(people.system, lately, today=today)
    assert (found.heard, as_of) == (1, today)
    shorter = Period(lately.first + timedelta(days=1), lately.end)
    assert coverage_of(people.system, shorter, today=today) == (
        coverage(people.system, shorter), None,
    )  # fmt: skip
    assert coverage_of(people.system, shorter, today=today)[0].heard == 2
