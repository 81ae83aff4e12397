"""Pages of the first value."""

import pytest

from emptychair.loop.models import Case
from emptychair.onboarding.models import FirstValueVersion
from emptychair.onboarding.queries.definitions import definitions
from emptychair.onboarding.services.finding import find_moments
from emptychair.onboarding.services.reading import read_first_values
from tests.onboarding.conftest import define, joined
from tests.people import NOW

pytestmark = pytest.mark.django_db
FORM = {
    "kind": "person", "segment": "", "words": "First report", "what": "event", "name": "report",
    "count": "2", "within_days": "0", "people": "1", "where": "rows >= 3", "way": "100",
    "begins": "joined", "begin_event": "", "target_days": "14",
    "steps": "Set up = setup\nBought = (order) x2", "reason": "",
}  # fmt: skip


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    return client


@pytest.fixture
def read(people):
    for number in range(40):
        joined(
            people.workspace, 60 + number, ("seen", 0), ("setup", 1),
            *([("report", 4 + number % 5)] if number % 4 else []),
            segment="clinic" if number % 2 else "school",
        )  # fmt: skip
    define(people.system, steps=(("Set up", "setup"),))
    read_first_values(people.system, now=NOW)


def test_without_a_definition_it_says_what_to_do(alice):
    page = alice.get("/first-value/").content.decode()
    assert "/first-value/definition/" in page
    assert alice.get("/first-value/stalled/").status_code == 200
    assert alice.get("/first-value/finder/").status_code == 200


def test_the_page_shows_curve_groups_and_who_is_stuck(alice, read, django_assert_max_num_queries):
    with django_assert_max_num_queries(45):
        page = alice.get("/first-value/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "<svg" in page
    assert "school" in page
    assert "30 of 40" in page or "30" in page


def test_the_list_and_its_file(alice, read, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        page = alice.get("/first-value/stalled/").content.decode()
    assert page.count('class="row ') == 10
    assert (
        alice.get("/first-value/stalled/?show=all&sort=waited&step=2&version=x").status_code == 200
    )
    file = alice.get("/first-value/stalled/list.csv").content.decode("utf-8-sig")
    assert len(file.strip().splitlines()) == 11


def test_contacting_leads_to_the_case(alice, read):
    from emptychair.onboarding.models import FirstValueReading

    row = FirstValueReading.objects.filter(slow__gte=75).first()
    answer = alice.post(f"/first-value/stalled/{row.pk}/contact/")
    assert answer["Location"] == f"/cases/{Case.objects.get().number}/"


def test_a_definition_is_stored_and_read_back(alice, people):
    assert alice.post("/first-value/definition/", FORM).status_code == 302
    terms = definitions(people.system)[0].terms
    assert terms.rule.where == (("rows", ">=", "3"),)
    assert [(one.words, one.rule.what, one.rule.count) for one in terms.steps] == [
        ("Set up", "event", 1), ("Bought", "order", 2),
    ]  # fmt: skip
    page = alice.get("/first-value/definition/").content.decode()
    assert "Bought = (order) x2" in page


@pytest.mark.parametrize(
    ("field", "value"), [("steps", "nonsense"), ("where", "nonsense"), ("name", ""), ("count", "0")]
)
def test_what_is_not_understood_is_said(alice, field, value):
    answer = alice.post("/first-value/definition/", FORM | {field: value})
    assert answer.status_code == 422
    assert not FirstValueVersion.objects.exists()


def test_the_finder_page_shows_a_search(alice, read, people):
    find_moments(people.system, kind="person", outcome="stays", now=NOW)
    page = alice.get("/first-value/finder/?kind=person").content.decode()
    assert 'class="notice wait"' in page  # too few
    assert alice.post("/first-value/finder/search/", {"kind": "x"}).status_code == 422
    sent = {"kind": "person", "outcome": "stays"}
    assert alice.post("/first-value/finder/search/", sent).status_code == 302


def test_a_partner_sees_nothing(client, read, people):
    client.force_login(people.paul)
    assert client.get("/first-value/").status_code == 403


def test_the_card_stands_beside_the_customer(alice, read, people):
    from emptychair.customers.models import Person

    person = Person.objects.filter(workspace=people.workspace).order_by("pk").first()
    page = alice.get(f"/customers/people/{person.pk}/").content.decode()
    assert "/first-value/" in page
