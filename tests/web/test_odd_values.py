"""Numbers no row can have, and days no month has, in addresses and forms of customer success."""

import pytest
from django.test import Client

from emptychair.intake.models import RequestTask
from emptychair.plans.models import Milestone
from tests.factories.customers import make_person
from tests.factories.plans import make_plan, make_request

pytestmark = pytest.mark.django_db
ODD = ["99999999999999999999", "²", "1２", "-1", "1e3", "\x00"]


@pytest.fixture
def client(people):
    found = Client()
    found.force_login(people.alice)
    return found


@pytest.mark.parametrize("number", ODD)
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/plans/?owner=", {200}),
        ("/plans/new/?company=", {200, 404}),
        ("/touch/customers/?owner=", {200}),
        ("/outcomes/jobs/?segment=", {200}),
        ("/outcomes/conversations/new/?person=", {404}),
        ("/requests/situation/?company=", {404}),
        ("/requests/new/?person=", {404}),
        ("/programme/escalations/new/?case=", {200, 404}),
    ],
)
def test_a_number_no_row_can_have_finds_nothing(client, address, status, number):
    assert client.get(address.split("?")[0], {address.split("?")[1][:-1]: number}).status_code in (
        status
    )


@pytest.mark.parametrize("day", ["2026-02-30", "9999-99-99", "soon"])
def test_a_day_no_month_has_is_asked_for_again(client, people, day):
    plan = make_plan(people.workspace, person=make_person(people.workspace))
    before = Milestone.objects.count()
    request = make_request(people.workspace)

    milestone = client.post(f"/plans/{plan.pk}/milestone/", {"title": "Live", "due_on": day})
    split = client.post(
        f"/requests/{request.number}/split/", {"title": "Do", "assignee": "", "due_on": day}
    )

    assert (milestone.status_code, split.status_code) == (302, 302)
    assert Milestone.objects.count() == before
    assert not RequestTask.objects.exists()
