"""Changing a request keeps its customer, however many companies there are, and asks in doubt."""

import pytest

from emptychair.customers.queries.companies import company_choices
from tests.factories.customers import make_company, make_person
from tests.factories.plans import make_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, people, settings):
    client.force_login(people.alice)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def sent(row, **changed):
    return {"title": "Invoices", "priority": row.priority, "owner_id": "", "due_on": "",
            "customer": "", "chosen": ""} | changed  # fmt: skip


def test_whoever_is_left_alone_stays_the_customer(alice, people):
    company = make_company(people.workspace, name="Sakura Foods")
    row = make_request(people.workspace, company=company)
    page = alice.get(f"/requests/{row.number}/edit/").content.decode()
    assert 'value="Sakura Foods"' in page
    answer = alice.post(f"/requests/{row.number}/edit/", sent(row, customer="Sakura Foods"))
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.title, row.company) == ("Invoices", company)


def test_a_person_brings_their_company_along(alice, people):
    company = make_company(people.workspace, name="Sakura Foods")
    person = make_person(people.workspace, name="Aoi Mori", company=company)
    row = make_request(people.workspace)
    alice.post(f"/requests/{row.number}/edit/", sent(row, customer="Aoi Mori"))
    row.refresh_from_db()
    assert (row.person, row.company) == (person, company)


def test_where_several_fit_it_asks_which(alice, people):
    for name in ("Sakura Foods", "Sakura Tea"):
        make_company(people.workspace, name=name)
    row = make_request(people.workspace)
    answer = alice.post(f"/requests/{row.number}/edit/", sent(row, customer="Sakura"))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Sakura Foods" in page
    assert "Sakura Tea" in page
    row.refresh_from_db()
    assert row.company is None


def test_a_company_beyond_the_choices_is_still_among_them_when_it_was_chosen(people):
    rows = [make_company(people.workspace, name=name) for name in ("Ao", "Beni", "Cha")]
    offered = company_choices(people.system, limit=1, chosen=rows[2].pk)
    assert [name for _pk, name in offered] == ["Cha", "Ao"]
    assert len(company_choices(people.system, limit=1)) == 1
