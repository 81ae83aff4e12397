"""Pages that hold many rows ask the database as often as with few."""

import pytest

from emptychair.customers.models import Segment
from tests.factories.customers import make_company, make_person


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    return client


def test_a_company_with_many_people(alice, people, django_assert_max_num_queries):
    company = make_company(people.workspace)
    for number in range(40):
        make_person(people.workspace, name=f"Person {number:02}", company=company)
    # of which one or two for the card of each domain beside the customer
    with django_assert_max_num_queries(27):
        page = alice.get(f"/customers/companies/{company.pk}/")
    assert "Person 29" in page.content.decode()


def test_an_audit_trail_of_many_entries(alice, django_assert_max_num_queries):
    for number in range(30):
        alice.post("/customers/segments/new/", segment(number))
    with django_assert_max_num_queries(20):
        page = alice.get("/settings/audit/")
    assert "Segment 29" in page.content.decode()


def test_each_segment_in_the_list_costs_three_queries_at_most(alice, django_assert_max_num_queries):
    for number in range(10):
        alice.post("/customers/segments/new/", segment(number))
    assert Segment.objects.count() == 10
    with django_assert_max_num_queries(6 + 3 * 10):
        page = alice.get("/customers/segments/")
    assert "Segment 9" in page.content.decode()


def segment(number):
    return {
        "field-0": "language",
        "operator-0": "is",
        "value-0": "ja",
        "name": f"Segment {number}",
        "step": "save",
    }
