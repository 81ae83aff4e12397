"""Use, made up for tests."""

from datetime import UTC, datetime, timedelta

from emptychair.customers.models import Contract, CustomerEvent
from emptychair.usage.services.giving import give_use
from emptychair.usage.types import GivenUse
from tests.factories.customers import make_event
from tests.people import NOW

TODAY = NOW.astimezone(UTC).date()


def days_ago(count):
    return TODAY - timedelta(days=count)


def use(person, name="opened", *, ago=0, hour=3, arrived=None, **fields):
    """An event `ago` days before today; it arrived at once, or when said."""
    moment = datetime(TODAY.year, TODAY.month, TODAY.day, hour, tzinfo=UTC) - timedelta(days=ago)
    event = make_event(person, name=name, occurred_at=moment, **fields)
    CustomerEvent.objects.filter(pk=event.pk).update(created_at=arrived or moment)
    return event


def given(people, company, users, actions, *, ago, feature=""):
    row = GivenUse(company.pk, days_ago(ago), users, actions, feature)
    return give_use(people.system, [row], today=TODAY, is_history=True)


def seats(company, count, **fields):
    plain = {
        "external_id": f"k{Contract.objects.count()}", "plan": "Standard", "amount": 1000,
        "currency": "JPY", "period": "month", "seats": count, "starts_on": days_ago(400),
    }  # fmt: skip
    return Contract.objects.create(workspace=company.workspace, company=company, **(plain | fields))
