"""People and households in no company have the list that companies have."""

import pytest

from emptychair.accounts.queries import access_of_user
from emptychair.customers.models import CustomerEvent
from emptychair.kit.agenda import gather
from emptychair.kit.errors import Refused
from emptychair.usage.models import CompanyUse, PersonUse
from emptychair.usage.queries.people_lists import people_by_use, person_use_rows
from emptychair.usage.services.counting import count_new, want_recount
from emptychair.usage.services.reading import read_companies, read_people
from emptychair.usage.types import UseChange
from tests.factories.customers import make_company, make_contract, make_person
from tests.people import NOW
from tests.usage.using import days_ago, use


@pytest.fixture
def household(people):
    return make_person(people.workspace, name="森田 花子", yearly_value=50_000)


def counted(people):
    count_new(people.system, now=NOW)
    read_companies(people.system, now=NOW)
    return read_people(people.system, now=NOW)


def test_a_household_has_a_row_and_somebody_in_a_company_has_none(people, household):
    member = make_person(people.workspace, company=make_company(people.workspace))
    use(household, "opened", ago=2), use(household, "printed", ago=1), use(member, ago=1)
    assert counted(people) == 1
    row = PersonUse.objects.get()
    assert (row.person, row.active_days, row.actions, row.features) == (household, 2, 2, 2)
    assert CompanyUse.objects.get().company == member.company
    assert counted(people) == 1
    assert PersonUse.objects.count() == 1


def test_use_that_drops_beyond_its_noise_stands_on_the_list_and_on_today(people, household):
    for ago in range(30, 112):
        use(household, ago=ago), use(household, ago=ago, hour=4)
    use(household, ago=3)
    counted(people)
    row = PersonUse.objects.get()
    assert row.change == UseChange.DROPPING
    assert [one.person for one in people_by_use(people.system, view="dropping")] == [household]
    items = gather(access_of_user(people.alice), now=NOW, limit=50)
    mine = [one for one in items if one.key == f"use-dropping:person-{household.pk}"]
    assert [one.subject for one in mine] == [("person", household.pk)]


def test_a_trial_that_ends_unused_is_seen_before_it_ends(people, household):
    make_contract(household, plan="Trial", amount=0, starts_on=days_ago(25), renews_on=days_ago(-5))
    counted(people)
    rows = person_use_rows(people.system, list(people_by_use(people.system, view="trials")))
    assert [(one.trial, one.active_days) for one in rows] == [("running", 0)]


def test_who_may_not_see_names_reads_no_name(people, household):
    use(household, ago=1)
    counted(people)
    access = access_of_user(people.ana)
    (row,) = person_use_rows(access, list(people_by_use(access)))
    assert "花子" not in row.name
    with pytest.raises(Refused):
        people_by_use(access_of_user(people.paul))


def test_who_joins_a_company_leaves_the_list(people, household):
    use(household, ago=1)
    counted(people)
    household.company = make_company(people.workspace)
    household.save()
    CustomerEvent.objects.update(company=household.company)
    want_recount(people.system)
    assert counted(people) == 0
    assert not PersonUse.objects.exists()
