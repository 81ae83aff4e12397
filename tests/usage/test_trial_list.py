"""Which trials a list shows: kept by the reading, and judged anew, they are the same."""

from datetime import timedelta

import pytest

from emptychair.accounts.queries import access_of_user
from emptychair.customers.models import Contract
from emptychair.kit.errors import Refused
from emptychair.usage.queries.kept_trials import trials_are_kept
from emptychair.usage.queries.trial_rows import trials_behind
from emptychair.usage.services.reading import read_companies, read_people
from emptychair.usage.types import TrialState
from tests.factories.customers import make_company, make_person
from tests.people import NOW
from tests.usage.using import TODAY, days_ago, seats

pytestmark = pytest.mark.django_db


@pytest.fixture
def tried(people):
    for number in range(9):
        company = make_company(people.workspace, name=f"T{number}")
        begun = days_ago((100, 40, 10)[number % 3])
        seats(company, 1, amount=0, plan="Starter", starts_on=begun)
        if number % 2:
            seats(company, 5, plan="Team", starts_on=begun + timedelta(days=9))
    for number, ago in enumerate((100, 10, 10)):
        person = make_person(people.workspace)
        Contract.objects.create(
            workspace=people.workspace, person=person, external_id=f"p{number}", plan="Starter",
            amount=0, currency="JPY", period="month", seats=1, starts_on=days_ago(ago),
        )  # fmt: skip
    return people


def choices():
    months = {days_ago(ago).replace(day=1) for ago in (100, 40, 10)}
    return [(month, state) for month in (None, *sorted(months)) for state in (None, *TrialState)]


def listed(people, on):
    return {
        (month, state): trials_behind(people.system, on, month=month, state=state)
        for month, state in choices()
    }


@pytest.mark.parametrize("later", [0, 21])
def test_trials_out_of_the_reading_are_those_judged_anew_in_the_same_order(tried, later):
    on = TODAY + timedelta(days=later)
    anew = listed(tried, on)
    assert len(anew[None, None]) == 12
    read_companies(tried.system, now=NOW)
    read_people(tried.system, now=NOW)
    assert trials_are_kept(tried.system)
    for choice, found in listed(tried, on).items():
        assert len(found) == len(anew[choice]), choice
        assert found[0:50] == anew[choice], choice
        assert found[2:4] == anew[choice][2:4], choice


def test_a_partner_is_told_that_they_may_not(tried):
    read_companies(tried.system, now=NOW)
    access = access_of_user(tried.paul, slug="kitchen")
    with pytest.raises(Refused):
        trials_behind(access, TODAY)
