"""An import that changes a contract keeps what it was; an undone one never was."""

from datetime import date
from decimal import Decimal

from emptychair.customers.models import Contract, ContractChange
from emptychair.customers.services.bulk import add_contracts
from emptychair.exchange.services.undoing import begin_undo
from tests.factories.customers import make_person
from tests.people import NOW


def row(person, **fields):
    return {
        "external_id": "K1",
        "person_id": person.pk,
        "amount": Decimal(100),
        "currency": "JPY",
        "period": "month",
        "starts_on": date(2025, 1, 1),
        **fields,
    }


def test_a_change_keeps_what_the_contract_was(people):
    person = make_person(people.workspace)
    add_contracts(people.system, [row(person)], now=NOW)
    assert not ContractChange.objects.exists()
    add_contracts(people.system, [row(person)], now=NOW)
    assert not ContractChange.objects.exists()
    add_contracts(people.system, [row(person, amount=Decimal(150), seats=4)], now=NOW)
    change = ContractChange.objects.get()
    assert (change.amount, change.seats) == (100, None)
    assert (change.counts_from, change.recorded_at) == (date(2026, 11, 22), NOW)
    assert Contract.objects.get().amount == 150


def test_a_changed_contract_is_read_again_by_whoever_keeps_rows(people):
    person = make_person(people.workspace)
    add_contracts(people.system, [row(person)])
    before = Contract.objects.get().changed_at
    add_contracts(people.system, [row(person, amount=Decimal(150))])
    assert Contract.objects.get().changed_at > before


HEAD = "contract id,company,plan,amount,period,start date\n"


def test_an_imported_change_is_kept_and_goes_with_the_import(office):
    office.bring("contracts", office.file("a.csv", HEAD + "K1,Acme,Pro,500,monthly,2026-01-01\n"))
    text = HEAD + "K1,Acme,Pro,700,monthly,2026-01-01\n"
    run = office.bring("contracts", office.file("b.csv", text))
    change = ContractChange.objects.get()
    assert (change.amount, change.source) == (500, f"import:{run.pk}")
    begin_undo(office.access, run)
    assert Contract.objects.get().amount == 500
    assert not ContractChange.objects.exists()


def test_an_added_contract_that_changed_later_still_goes_with_its_import(office):
    first = office.file("a.csv", HEAD + "K1,Acme,Pro,500,monthly,2026-01-01\n")
    run = office.bring("contracts", first)
    second = office.file("b.csv", HEAD + "K1,Acme,Pro,700,monthly,2026-01-01\n")
    begin_undo(office.access, office.bring("contracts", second))
    begin_undo(office.access, run)
    assert not Contract.objects.exists()
