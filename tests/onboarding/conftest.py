"""Customers on their way to the first value."""

from datetime import timedelta

import pytest

from emptychair.customers.models import CustomerEvent
from emptychair.onboarding.models import FirstValueRun
from emptychair.onboarding.services.definitions import define_first_value
from emptychair.onboarding.types import Rule, Step, Terms
from tests.factories.customers import make_person
from tests.people import NOW

TODAY = NOW.date()


@pytest.fixture
def system(people):
    return people.system


def joined(workspace, ago, *done, **fields):
    """Somebody who joined so many days ago and did things (name, days after)."""
    person = make_person(workspace, joined_on=TODAY - timedelta(days=ago), **fields)
    does(person, ago, *done)
    return person


def does(person, ago, *done, company=None):
    firm = company or person.company
    CustomerEvent.objects.bulk_create(
        CustomerEvent(
            workspace=person.workspace,
            person=person,
            company=firm,
            name=name,
            source="test",
            message_id=f"{person.pk}-{place}-{name}-{after}",
            occurred_at=NOW - timedelta(days=ago - after),
            properties=rest[0] if rest else {},
        )
        for place, (name, after, *rest) in enumerate(done)
    )


def define(access, *, kind="person", segment="", **terms):
    """Reports made; the steps are what is given as (words, event)."""
    steps = tuple(Step(words, Rule(name=name)) for words, name in terms.pop("steps", ()))
    rule = terms.pop("rule", Rule(name="report"))
    plain = {"words": "First report", "rule": rule, "steps": steps}
    version = define_first_value(
        access, kind=kind, segment=segment, terms=Terms(**(plain | terms)), reason="tests"
    )
    FirstValueRun.objects.all().delete()  # of the job, which goes by the clock
    return version
