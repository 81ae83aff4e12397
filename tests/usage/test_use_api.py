"""Use through the API."""

import pytest
from django.utils import timezone

from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import local_day
from emptychair.usage.models import DailyUse
from emptychair.usage.services.reading import read_companies
from tests.factories.customers import make_company, make_person
from tests.people import make_secret

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(people, client):
    scopes = (Permission.CUSTOMER_READ, Permission.CUSTOMER_WRITE)
    secret = make_secret(people.workspace, *scopes, now=timezone.now())

    def call(method, path, body=None):
        headers = {"authorization": f"Bearer {secret}"}
        return getattr(client, method)(
            f"/api/v1/{path}", body, content_type="application/json", headers=headers
        )

    return call


def row(company, **rest):
    day = local_day(timezone.now(), company.workspace.zone).isoformat()
    return {"company_id": company.pk, "day": day, "active_users": 3, "actions": 12} | rest


def test_counts_are_given_once_and_read_back(people, api):
    acme = make_company(people.workspace, external_id="c1")
    body = {
        "rows": [row(acme), row(acme, company_id=0, company_external_id="c1", feature="Export")]
    }
    assert api("post", "use/daily", body).json() == {"added": 2, "changed": 0}
    assert api("post", "use/daily", body).json() == {"added": 0, "changed": 0}
    read_companies(people.system, now=timezone.now())
    (found,) = api("get", "use").json()["items"]
    assert (found["company_id"], found["users"], found["actions"]) == (acme.pk, 3, 24)
    one = api("get", f"companies/{acme.pk}/use").json()
    assert one["reading"]["change"] == "unknown"
    assert one["weeks"][-1]["actions"] == 24
    (feature,) = api("get", "use/features").json()
    assert (feature["name"], feature["companies"], feature["share"]) == ("Export", 1, 1.0)


def test_all_counts_are_stored_or_none(people, api):
    acme, theirs = make_company(people.workspace), make_company(people.neighbours)
    for wrong in (row(theirs), row(acme, day="2100-01-01"), row(acme, active_users=-1)):
        assert api("post", "use/daily", {"rows": [row(acme), wrong]}).status_code in {404, 422}
    assert not DailyUse.objects.exists()
    assert make_person(people.workspace)


def test_the_list_comes_a_page_at_a_time(people, api):
    companies = [make_company(people.workspace, name=f"C{n}") for n in range(3)]
    api("post", "use/daily", {"rows": [row(one) for one in companies]})
    read_companies(people.system, now=timezone.now())
    first = api("get", "use?limit=2").json()
    rest = api("get", f"use?limit=2&cursor={first['next']}").json()
    assert len(first["items"]) == 2
    assert rest["next"] is None
    ids = {one["company_id"] for one in [*first["items"], *rest["items"]]}
    assert ids == {one.pk for one in companies}
