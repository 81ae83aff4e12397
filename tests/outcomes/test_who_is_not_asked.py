"""Who is asked for their own number: customers, not those who only try or began to sign up."""

from datetime import date

import pytest

from emptychair.customers.models import Contract, ContractChange, CustomerEvent, Order
from emptychair.outcomes.queries.unasked import UnaskedCustomers
from tests.factories.customers import make_company, make_person
from tests.people import NOW

DAY = date(2026, 9, 1)
PAGE = "/outcomes/?view=unasked"


@pytest.fixture
def contract(people):
    def made(whose, plan="Team", amount=0):
        kind = type(whose)._meta.model_name
        return Contract.objects.create(
            workspace=people.workspace,
            external_id=f"{kind}-{whose.pk}-{plan}-{amount}",
            plan=plan,
            amount=amount,
            currency="JPY",
            period="month",
            starts_on=DAY,
            **{kind: whose},
        )

    return made


@pytest.fixture
def event(people):
    def happened(whose, name):
        kind = type(whose)._meta.model_name
        CustomerEvent.objects.create(
            workspace=people.workspace,
            name=name,
            source="app",
            message_id=f"{kind}-{whose.pk}-{name}",
            occurred_at=NOW,
            **{kind: whose},
        )

    return happened


def listed(people, kind="company"):
    return {one.name for one in UnaskedCustomers(people.system, kind=kind)[0:50]}


@pytest.fixture(params=["company", "person"])
def somebody(request, people):
    def made(name, **given):
        if request.param == "company":
            return make_company(people.workspace, name=name, **given)
        return make_person(people.workspace, name=name, **given)

    return made, request.param


def test_whoever_only_tries_is_not_asked_for_their_number(people, somebody, contract):
    made, kind = somebody
    contract(made("Free"))
    contract(made("Named"), plan="Trial Plus", amount=100)
    contract(made("Freelancer"), plan="Freelancer", amount=100)
    paying = made("Turned to pay")
    contract(paying)
    contract(paying, amount=900)
    contract(made("Told value", yearly_value=5))
    assert listed(people, kind) == {"Freelancer", "Turned to pay", "Told value"}


def test_who_paid_before_or_ordered_is_a_customer_though_the_contract_is_free_now(
    people, somebody, contract
):
    made, kind = somebody
    was = contract(made("Paid once"))
    plain = {"contract": was, "counts_from": DAY, "recorded_at": NOW, "amount": 900}
    plain |= {"currency": "JPY", "period": "month", "starts_on": DAY}
    ContractChange.objects.create(workspace=people.workspace, **plain)
    buyer = made("Buyer")
    contract(buyer)
    Order.objects.create(
        workspace=people.workspace, external_id="o", ordered_at=NOW, **{kind: buyer}
    )
    assert listed(people, kind) == {"Paid once", "Buyer"}


def test_a_sign_up_that_stopped_is_no_customer_and_one_that_got_going_is(people, somebody, event):
    made, kind = somebody
    event(made("Stopped"), "signed_up")
    started = made("Uses it")
    for name in ("signed_up", "activated"):
        event(started, name)
    event(made("Since long", joined_on=DAY), "signed_up")
    made("Nothing is known")
    assert listed(people, kind) == {"Uses it", "Since long", "Nothing is known"}


def test_the_events_and_plans_are_those_that_the_workspace_named(people, somebody, event, contract):
    made, kind = somebody
    people.workspace.settings["use"] = {
        "signup_event": "account opened",
        "activated_event": "first report",
        "trial_words": ["pilot"],
    }
    people.workspace.save()
    event(made("Opened"), "account opened")
    event(made("Other word"), "signed_up")
    contract(made("Pilot"), plan="Pilot", amount=10)
    contract(made("Trial"), plan="Trial", amount=10)
    assert listed(people, kind) == {"Other word", "Trial"}


def test_the_page_says_who_is_left_out_and_where_they_are_followed(people, client, contract):
    client.force_login(people.bob)
    contract(make_company(people.workspace, name="Tries"))
    page = client.get(PAGE, headers={"accept-language": "en"}).content.decode()
    assert "Who only tries" in page
    assert "/use/trials/list/" in page
    assert "/use/unfinished/" in page
    make_company(people.workspace, name="Asks", yearly_value=5)
    page = client.get(PAGE).content.decode()
    assert "Asks" in page
    assert "Tries" not in page
    assert "/use/unfinished/" in page
