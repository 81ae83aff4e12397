"""A table of daily use from a file: read with its errors, corrected, taken back."""

from emptychair.exchange.models import RejectedRow
from emptychair.exchange.services.undoing import begin_undo
from emptychair.usage.models import DailyUse
from emptychair.usage.queries import use_asof
from tests.exchange.conftest import counts
from tests.factories.customers import make_company
from tests.people import NOW

FILE = (
    "会社番号,日付,利用者数,操作数,機能\n"
    "c1,2026-11-20,4,30,\n"
    "c1,2026-11-20,2,9,請求書\n"
    "c2,2026年11月21日,3,,\n"
    "c1,2026-12-01,4,30,\n"
    "c1,someday,4,30,\n"
    "c1,2026-11-19,,,\n"
    ",2026-11-19,4,30,\n"
    "c1,2026-11-18,-4,30,\n"
)


def test_a_file_of_daily_use_is_read_with_its_errors_line_by_line(office, people):
    there = make_company(people.workspace, external_id="c1")
    run = office.bring("daily_use", office.file("u.csv", FILE))
    assert counts(run) == (3, 0, 0, 5)
    assert list(RejectedRow.objects.order_by("row_number").values_list("row_number", "reason")) == [
        (5, "period-ahead"),
        (6, "bad-time"),
        (7, "no-value"),
        (8, "no-company"),
        (9, "value-impossible"),
    ]
    found = use_asof(people.system, NOW.date())
    assert (found[there.pk].users, found[there.pk].actions) == (4, 39)
    assert DailyUse.objects.get(company__external_id="c2").actions == 3


def test_a_second_file_corrects_and_is_taken_back(office, people):
    head = "company_id,day,active_users,actions\n"
    office.bring("daily_use", office.file("a.csv", head + "c1,2026-11-20,4,30\n"))
    again = office.bring("daily_use", office.file("b.csv", head + "c1,2026-11-20,5,40\n"))
    assert counts(again) == (0, 1, 0, 0)
    same = office.bring("daily_use", office.file("c.csv", head + "c1,2026-11-20,5,40\n"))
    assert counts(same) == (0, 0, 1, 0)
    begin_undo(people.system, again)
    assert DailyUse.objects.get().users == 4
