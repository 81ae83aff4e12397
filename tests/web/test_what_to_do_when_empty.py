"""A list with nobody on it says why, truly, and leads to what fills it."""

import pytest
from django.urls import reverse

from tests.factories.customers import make_company
from tests.web.test_success_pages import make_health

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, people, settings):
    client.force_login(people.alice)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def page(alice, address):
    answer = alice.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_customers_nobody_is_said_to_have_been_asked(alice):
    shown = page(alice, "/outcomes/?view=unasked")
    assert "No customers yet" in shown
    assert "Everybody was asked" not in shown
    assert reverse("data") in shown
    assert reverse("person-new") in shown


def test_a_name_that_fits_nobody_does_not_say_that_everybody_was_asked(alice, people):
    make_company(people.workspace, name="Sakura")
    shown = page(alice, "/outcomes/?view=unasked&q=Momiji")
    assert "Everybody was asked" not in shown
    assert "/outcomes/?view=unasked" in shown


def test_lost_customers_are_not_none_before_anybody_was_looked_at(alice):
    shown = page(alice, "/success/lost/")
    assert "Nobody was lost" not in shown
    assert "Nobody has been looked at yet" in shown


def test_customers_by_touch_lead_to_the_first_count(alice):
    shown = page(alice, "/touch/customers/")
    assert "No customer was counted yet" in shown
    assert f'href="{reverse("touch")}"' in shown


def test_segments_without_answers_lead_to_the_import(alice):
    assert reverse("data") in page(alice, "/drivers/segments/")


def test_who_wants_more_can_be_contacted_at_once(alice, people):
    row = make_health(people.workspace, name="Sora Foods", worth=90_000.0,
                      chances=[{"code": "new_people", "people": 4}])  # fmt: skip
    shown = page(alice, "/success/chances/")
    assert reverse("company-risk-case", args=[row.company_id]) in shown
