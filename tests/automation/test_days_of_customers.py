"""Triggers that come on a day of a customer, in the days of the workspace."""

from datetime import timedelta

import pytest

from emptychair.automation.models import Run
from emptychair.automation.services.looking import look_at_playbook
from emptychair.automation.triggers import Window, trigger_named
from emptychair.customers.models import Person
from emptychair.customers.services.attributes import define_attribute
from emptychair.kit.periods import local_day
from tests.factories.automation import acting, make_playbook
from tests.factories.customers import make_company, make_contract, make_person
from tests.people import NOW


@pytest.fixture(autouse=True)
def _jobs_wait(settings):
    settings.JOBS_RUN_AT_ONCE = False


def came(people, trigger, *, within=7, **parameters):
    one = trigger_named(trigger)
    window = Window(NOW - timedelta(days=within), NOW)
    return list(one.moments(people.system, one.parameters_of(parameters), window))


def day(people, ago):
    return local_day(NOW, people.workspace.zone) - timedelta(days=ago)


def test_so_many_days_after_somebody_joined(people):
    new = make_person(people.workspace, joined_on=day(people, 10))
    make_person(people.workspace, joined_on=day(people, 40))
    found = came(people, "joined", within=3, days="9")
    assert [one.subject.person_id for one in found] == [new.pk]


def test_who_left_and_whose_contract_was_cancelled(people):
    gone = make_person(people.workspace, left_on=day(people, 2))
    contract = make_contract(gone, cancelled_on=day(people, 3))
    assert [one.key for one in came(people, "left")] == [f"left:person:{gone.pk}:{gone.left_on}"]
    assert [one.key for one in came(people, "cancelled")] == [
        f"cancelled:{contract.pk}:{contract.cancelled_on}"
    ]


def test_somebody_we_know_left_a_company_that_stays(people):
    company = make_company(people.workspace)
    make_person(people.workspace, company=company, left_on=day(people, 1))
    lost = make_company(people.workspace, name="Lost", left_on=day(people, 1))
    make_person(people.workspace, company=lost, left_on=day(people, 1))
    assert [one.subject.company_id for one in came(people, "contact_left")] == [company.pk]


def test_a_day_noted_on_the_customer_before_and_after(people):
    define_attribute(people.system, applies_to="person", key="event", label="Event", kind="date")
    ahead = make_person(people.workspace, attributes={"event": str(day(people, -5))})
    past = make_person(people.workspace, attributes={"event": str(day(people, 6))})
    before = came(people, "day", within=2, key="event", days="5", side="before")
    after = came(people, "day", within=2, key="event", days="5", side="after")
    assert [one.subject.person_id for one in before] == [ahead.pk]
    assert [one.subject.person_id for one in after] == [past.pk]


def test_a_contract_we_hear_of_late_starts_when_we_hear_of_it_and_once(people):
    person = make_person(people.workspace)
    playbook = make_playbook(
        people.workspace, trigger="renewal", parameters={"days": "90", "about": "person"}
    )
    contract = make_contract(person, renews_on=day(people, -40))
    contract.__class__.objects.update(changed_at=NOW - timedelta(hours=1))
    access = acting(people.workspace)
    look_at_playbook(access, playbook.pk, now=NOW)
    look_at_playbook(access, playbook.pk, now=NOW + timedelta(hours=1))
    assert Run.objects.count() == 1


def test_history_that_is_loaded_starts_no_welcome(people):
    playbook = make_playbook(
        people.workspace, trigger="joined", parameters={"days": "0", "about": "person"}
    )
    make_person(people.workspace, joined_on=day(people, 300))
    new = make_person(people.workspace, joined_on=day(people, 1))
    Person.objects.update(changed_at=NOW - timedelta(hours=1))
    look_at_playbook(acting(people.workspace), playbook.pk, now=NOW)
    assert [run.person for run in Run.objects.all()] == [new]
