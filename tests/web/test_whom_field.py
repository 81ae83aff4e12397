"""Saying which customer is meant, where no page of a customer led here."""

import pytest
from django.test import Client
from django.urls import reverse

from emptychair.intake.models import CustomerRequest
from emptychair.plans.models import SuccessPlan
from tests.factories.customers import make_company, make_person

pytestmark = pytest.mark.django_db
PLAN = {"title": "Settle in", "starts_on": "2026-11-24", "chosen": ""}
WISH = {"raw": "Could you come in the morning?", "channel": "paste", "priority": "normal"}


@pytest.fixture
def client(people):
    found = Client(headers={"accept-language": "en"})
    found.force_login(people.maya)
    return found


def begun(client, **given):
    return client.post(reverse("plan-new"), PLAN | given)


def whose(row):
    return row.company_id, row.person_id


def test_a_plan_begins_for_a_person_found_by_a_part_of_the_name(client, people):
    person = make_person(people.workspace, name="Hanako Yamada")

    begun(client, customer="yamada")

    assert whose(SuccessPlan.objects.get()) == (None, person.pk)


def test_a_plan_begins_for_a_company_found_by_its_name(client, people):
    company = make_company(people.workspace, name="Acorn Ltd")

    begun(client, customer="Acorn")

    assert whose(SuccessPlan.objects.get()) == (company.pk, None)


def test_of_several_who_fit_one_is_chosen(client, people):
    first = make_person(people.workspace, name="Jane Doe", email="jane@example.com")
    make_person(people.workspace, name="Jane Roe", email="roe@example.com")

    asked = begun(client, customer="Jane")
    words = asked.content.decode()
    begun(client, customer="Jane", chosen=f"person:{first.pk}")

    assert "Several fit. Say which of them you mean." in words
    assert f'<option value="person:{first.pk}">Jane Doe ・ jane@example.com' in words
    assert whose(SuccessPlan.objects.get()) == (None, first.pk)


def test_other_words_make_an_earlier_choice_void(client, people):
    jane = make_person(people.workspace, name="Jane Doe")
    tom = make_person(people.workspace, name="Tom Ford")

    begun(client, customer="Ford", chosen=f"person:{jane.pk}")

    assert whose(SuccessPlan.objects.get()) == (None, tom.pk)


@pytest.mark.parametrize("typed", ["", "nobody of that name"])
def test_a_plan_for_nobody_is_asked_again(client, typed):
    answer = begun(client, customer=typed)

    assert answer.status_code == 200
    assert 'class="field bad"' in answer.content.decode()


def test_a_customer_of_the_neighbours_is_not_found(client, people):
    theirs = make_person(people.neighbours, name="Zoe Next")

    answer = begun(client, customer="Zoe", chosen=f"person:{theirs.pk}")

    assert "No customer fits." in answer.content.decode()
    assert not SuccessPlan.objects.exists()


@pytest.mark.parametrize("chosen", ["person:²", "person:", "team:1", "person:1 or 1"])
def test_a_choice_nobody_offered_is_asked_again(client, people, chosen):
    make_person(people.workspace, name="Jane Doe")
    make_person(people.workspace, name="Jane Roe")

    assert "Several fit." in begun(client, customer="Jane", chosen=chosen).content.decode()
    assert not SuccessPlan.objects.exists()


def test_a_wish_is_noted_for_a_person_and_their_company(client, people):
    company = make_company(people.workspace, name="Acorn Ltd")
    person = make_person(people.workspace, name="Hanako Yamada", company=company)

    client.post(reverse("request-new"), WISH | {"customer": "Hanako Yamada"})

    assert whose(CustomerRequest.objects.get()) == (company.pk, person.pk)


def test_a_wish_of_somebody_unknown_is_kept_all_the_same(client, people):
    client.post(reverse("request-new"), WISH | {"customer": ""})

    assert whose(CustomerRequest.objects.get()) == (None, None)
