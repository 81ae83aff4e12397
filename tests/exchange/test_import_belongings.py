from decimal import Decimal

from emptychair.customers.models import Company, Contract, CustomerEvent, Order, Person
from emptychair.exchange.models import ImportRun
from emptychair.exchange.services.running import run_import
from emptychair.exchange.services.starting import start_import
from emptychair.exchange.services.undoing import begin_undo, undo_import
from emptychair.touchpoints.models import Touchpoint
from tests.exchange.conftest import counts
from tests.factories.touchpoints import make_team
from tests.people import NOW

EVENTS = (
    "event name,timestamp,user id,plan\n"
    "login,2026-11-01T09:00:00Z,C-1,pro\n"
    "login,2026-11-02T09:00:00+09:00,C-1,pro\n"
    "booked,2026-11-01 10:00,C-2,\n"
    ",2026-11-01 10:00,C-2,\n"
    "login,soon,C-2,\n"
)


def test_events_are_added_once_and_their_people_were_seen_then(office):
    path = office.file("events.csv", EVENTS)
    assert counts(office.bring("events", path)) == (3, 0, 0, 2)
    assert counts(office.bring("events", path)) == (0, 0, 3, 2)

    person = Person.objects.get(external_id="C-1")
    assert person.last_event_at.isoformat() == "2026-11-02T00:00:00+00:00"
    assert CustomerEvent.objects.filter(person=person).first().properties == {"plan": "pro"}


def test_taking_events_back_restores_when_people_were_last_seen(office, everything):
    office.bring("events", office.file("a.csv", "event,date,user id\nlogin,2026-10-01,C-1\n"))
    before = everything(written=False)
    run = begin_undo(office.access, office.bring("events", office.file("b.csv", EVENTS)))
    assert (run.left, everything(written=False)) == ({}, before)


def test_orders_in_japanese(office):
    text = (
        '注文番号,顧客番号,注文日,商品名,数量,金額\nO-1,C-1,2026年11月3日,作り置き,2,"12,300円"\n'
    )
    assert counts(office.bring("orders", office.file("o.csv", text, "cp932"))) == (1, 0, 0, 0)
    order = Order.objects.get()
    assert (order.amount, order.quantity, order.currency) == (Decimal(12300), 2, "JPY")
    assert order.person.external_id == "C-1"


def test_contracts_of_companies(office):
    text = (
        "contract id,company,plan,amount,period,start date,renewal date\n"
        "K1,Acme,Pro,500,monthly,2026-01-01,2027-01-01\n"
    )
    run = office.bring("contracts", office.file("c.csv", text))
    contract = Contract.objects.get()
    assert (counts(run), contract.period, contract.company.name) == ((1, 0, 0, 0), "month", "Acme")


def test_companies_with_the_one_above_and_back_again(office, everything):
    before = everything()
    text = "会社名,親会社,業種\nヤマト設備 神戸,ヤマト設備,設備\nヤマト設備,,設備\n"
    run = office.bring("companies", office.file("c.csv", text))
    child = Company.objects.get(name="ヤマト設備 神戸")
    assert (child.parent.name, child.attributes) == ("ヤマト設備", {"業種": "設備"})
    run = begin_undo(office.access, run)
    assert (run.left, everything()) == ({}, before)


def test_touchpoints_with_their_teams(office, people):
    make_team(people.workspace, name="経理")
    text = "接点名,担当チーム\n請求書,経理\n契約,法務\n"
    run = office.bring("touchpoints", office.file("t.csv", text))
    assert counts(run) == (1, 0, 0, 1)
    assert Touchpoint.objects.get().team.name == "経理"


def many(office, rows):
    lines = ((f"e{n}", "login", f"2026-11-{n % 20 + 1:02}", f"C-{n % 40}") for n in range(rows))
    return office.table("events.csv", ("event id", "event", "date", "user id"), lines)


def test_a_slice_leaves_the_rest_to_the_next_and_undoing_too(office, everything):
    before = everything()
    path = many(office, 1_200)
    run = start_import(
        office.access, shape="events", file=[path.read_bytes()], file_name="events.csv"
    )
    ImportRun.objects.filter(pk=run.pk).update(state="running")
    run.refresh_from_db()

    steps = []
    while not run_import(office.access, run, now=NOW, seconds=-1):
        steps.append(ImportRun.objects.get(pk=run.pk).rows_done)
    assert steps == [500, 1000, 1200]
    assert (CustomerEvent.objects.count(), Person.objects.count()) == (1200, 40)

    ImportRun.objects.filter(pk=run.pk).update(state="undoing")
    run.refresh_from_db()
    slices = 1
    while not undo_import(office.access, run, now=NOW, seconds=-1):
        slices += 1
    assert slices > 2
    assert everything() == before


def test_two_workers_at_one_import_write_each_row_once(office):
    path = many(office, 700)
    run = start_import(
        office.access, shape="events", file=[path.read_bytes()], file_name="events.csv"
    )
    ImportRun.objects.filter(pk=run.pk).update(state="running")
    slow = ImportRun.objects.get(pk=run.pk)
    run_import(office.access, ImportRun.objects.get(pk=run.pk), now=NOW)
    run_import(office.access, slow, now=NOW)

    done = ImportRun.objects.get(pk=run.pk)
    assert (done.state, done.added, done.same) == ("done", 700, 0)
    assert CustomerEvent.objects.count() == 700
