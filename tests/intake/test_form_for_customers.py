"""Customers write what they wish for through a form: no account, once, closed when it is closed."""

import pytest

from emptychair.accounts.models import Workspace
from emptychair.accounts.queries import access_of_user
from emptychair.customers.models import Person
from emptychair.intake.links import form_token
from emptychair.intake.models import CustomerRequest
from emptychair.intake.services.own_form import set_form
from emptychair.kit.errors import Refused
from tests.factories.customers import make_company, make_person

WISH = {"text": "Could it print larger?", "name": "Hana", "email": "HANA@example.com"}


@pytest.fixture
def address(people):
    set_form(access_of_user(people.alice), is_open=True)
    return f"/requests/form/{form_token(people.workspace.pk, 0)}/"


def test_a_wish_comes_in_with_the_customer_whose_address_it_is_and_twice_is_once(
    client, people, address
):
    company = make_company(people.workspace)
    hana = make_person(people.workspace, email="hana@example.com", company=company)
    for _ in range(2):
        assert client.post(address, {**WISH, "once": "a" * 32}).status_code == 302
    row = CustomerRequest.objects.get()
    assert (row.channel, row.person, row.company) == ("form", hana, company)
    assert "print larger" in row.raw
    assert "<HANA@example.com>" in row.raw


def test_a_stranger_is_heard_too_and_becomes_no_customer_by_writing(client, people, address):
    client.post(address, {**WISH, "email": "new@example.com"})
    row = CustomerRequest.objects.get()
    assert row.person is None
    assert not Person.objects.filter(email="new@example.com").exists()


@pytest.mark.parametrize(
    "missing", [{"text": " "}, {"email": "nowhere"}, {"name": ""}, {"email": ""}]
)
def test_what_is_missing_is_said_and_nothing_kept(client, address, missing):
    answer = client.post(address, {**WISH, **missing})
    assert answer.status_code == 422
    assert not CustomerRequest.objects.exists()


def test_a_program_that_fills_the_hidden_field_leaves_nothing(client, address):
    assert client.post(address, {**WISH, "website": "http://spam.example"}).status_code == 302
    assert not CustomerRequest.objects.exists()


def test_closed_or_with_a_new_address_the_old_one_opens_nothing(client, people, address):
    owner = access_of_user(people.alice)
    assert client.get(address).status_code == 200
    set_form(owner, is_open=False)
    assert client.get(address).status_code == 404
    set_form(owner, is_open=True, renew=True)
    assert client.get(address).status_code == 404
    number = Workspace.objects.get(pk=people.workspace.pk).settings["request_form"]["number"]
    assert (
        client.get(f"/requests/form/{form_token(people.workspace.pk, number)}/").status_code == 200
    )
    with pytest.raises(Refused):
        set_form(access_of_user(people.bob), is_open=False)


def test_the_page_is_in_both_languages_and_looking_changes_nothing(client, people, address):
    japanese = client.get(f"{address}?language=ja").content.decode()
    english = client.get(f"{address}?language=en").content.decode()
    assert 'lang="ja"' in japanese
    assert "Tell us what you need" in english
    assert "Tell us what you need" not in japanese
    assert "<script" not in english
    assert not CustomerRequest.objects.exists()


def test_the_heads_open_it_on_its_page(client, people):
    client.force_login(people.maya)
    assert "/requests/form/" in client.get("/requests/").content.decode()
    client.post("/requests/form/", {"act": "open"})
    assert form_token(people.workspace.pk, 0) in client.get("/requests/form/").content.decode()
