"""Playbooks, onboarding, the contact rule and the hold-out go by the one definition of leaving."""

from random import Random

import numpy as np
import pytest

from emptychair.automation.queries.customers import gone_of
from emptychair.automation.queries.leavers import departures
from emptychair.automation.queries.past_customers import left_then
from emptychair.automation.types import Subject
from emptychair.customers.models import Company, Person
from emptychair.customers.queries.gone import gone_companies, gone_people
from emptychair.customers.queries.leaving import leaving_asof
from emptychair.customers.queries.segment_conditions import left_condition
from emptychair.customers.rules.months import NEVER, day_number, day_of_number
from emptychair.customers.rules.segments import Condition
from emptychair.customers.services.leaving import read_leaving
from emptychair.kit.periods import local_day
from emptychair.messaging.models import HoldOut
from emptychair.messaging.queries.facts import contact_facts
from emptychair.messaging.services.hold_out import draw_hold_out
from emptychair.onboarding.queries.beginnings import everybody_of
from tests.customers.test_who_left import LONG_AGO, a_history, did
from tests.factories.customers import make_person
from tests.people import NOW


@pytest.fixture
def today(people):
    return local_day(NOW, people.workspace.zone)


def numbers(rows):
    return set(rows.values_list("pk", flat=True))


def told_by_the_definition(people, today):
    """By person the day: with their customer, alone from a firm, or written where never one."""
    leaving, days = leaving_asof(people.system, today, hindsight=True), {}
    ours = leaving.customers
    for person in Person.objects.all():
        unit = int(ours.customer_of(np.array([-person.pk]))[0])
        found = [leaving.day_of(unit)] if leaving.day_of(unit) is not None else []
        only_tried = (
            unit == -person.pk
            and not (leaving.gone.ever_paid | (leaving.gone.waits < NEVER))[
                ours.units.tolist().index(unit)
            ]
        )
        if person.left_on and person.left_on <= today and (unit > 0 or only_tried):
            found.append(day_number(person.left_on))
        if found:
            days[person.pk] = day_of_number(min(found))
    return days


def answers_everywhere(people, today):
    access = people.system
    ids = list(Person.objects.values_list("pk", flat=True))
    facts = contact_facts(access, ids, now=NOW)
    whens = [(Subject(pk), NOW) for pk in ids]
    left = left_then(access, whens)
    long_ago = Condition("left", "after", "2000-01-01", 0)
    HoldOut.objects.all().delete()
    draw_hold_out(access, percent=100, months=12, now=NOW, seed="s")
    drawn = set(HoldOut.objects.values_list("person_id", flat=True))
    begun = everybody_of(access, "person")
    alone = set(Person.objects.filter(company=None).values_list("pk", flat=True))
    return {
        "contact rule": {pk for pk, one in facts.items() if one.has_left},
        "filters": numbers(Person.objects.filter(gone_people(access, today))),
        "hold-out": set(ids) - drawn,
        "stops of runs": gone_of(access, "person", ids, today),
        "conditions then": {one.person_id for (one, _now), day in left.items() if day},
        "triggers": {pk for pk, *_rest in departures(access, LONG_AGO, today, of_firms=False)},
        "segments": numbers(Person.objects.filter(left_condition(access, long_ago, NOW))),
        "onboarding": {
            -unit for unit, row in begun.items() if row["ended"] is not None and -unit in alone
        },
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
def test_everybody_who_acts_goes_by_the_one_definition(people, today, seed):
    chance = Random(seed)
    for _each in range(90):
        a_history(chance, people.workspace, today)
    Person.objects.filter(left_on__gt=today).update(left_on=None)  # days ahead say nothing yet
    Company.objects.filter(left_on__gt=today).update(left_on=None)
    did(make_person(people.workspace), *range(20))
    read_leaving(people.system, now=NOW)
    days = told_by_the_definition(people, today)
    assert len(days) >= 10
    found = answers_everywhere(people, today)
    onboarding = found.pop("onboarding")
    for place, gone in found.items():
        assert gone == set(days), place
    alone = set(Person.objects.filter(company=None).values_list("pk", flat=True))
    assert set(days) & alone <= onboarding
    firms = set(
        Company.objects.filter(gone_companies(people.system, today)).values_list("pk", flat=True)
    )
    leaving = leaving_asof(people.system, today, hindsight=True)
    bought_from = set(leaving.customers.units[leaving.customers.units > 0].tolist())
    assert firms & bought_from >= {unit for unit in leaving.by_unit if unit > 0}
