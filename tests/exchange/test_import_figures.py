"""Values of figures from a file: checked first, errors line by line, corrected, taken back."""

from emptychair.exchange.models import RejectedRow
from emptychair.exchange.services.undoing import begin_undo
from emptychair.scorecard.models import OutsideCorrection, OutsideValue
from emptychair.scorecard.services.outside import define_figure
from emptychair.scorecard.types import Definition
from tests.exchange.conftest import counts

FILE = (
    "指標,年月,値,母数,標準誤差,出典\n"
    'leads,2026-09,"1,204",,,CRM\n'
    "引き合い,2026年10月,1310,,,\n"
    "sentiment,2026-10,12.34,250,4.567,調査会社\n"
    "sentiment,2026-10-03,140,,,\n"
    "leads,2027-02,5,,,\n"
    "leads,October,5,,,\n"
    "unknown,2026-10,5,,,\n"
    "leads,2026-08,many,,,\n"
)


def define(people):
    for key, name, unit in (("leads", "引き合い", "number"), ("sentiment", "好感度", "points")):
        define_figure(
            people.system,
            Definition(
                key=key, name=name, unit=unit, group="funnel", horizon="short", source="手入力"
            ),
        )


def test_a_file_of_values_is_read_with_its_errors_line_by_line(office, people):
    define(people)
    run = office.bring("figures", office.file("f.csv", FILE))
    assert counts(run) == (3, 0, 0, 5)
    assert dict(RejectedRow.objects.values_list("row_number", "reason")) == {
        5: "value-impossible",
        6: "period-ahead",
        7: "bad-period",
        8: "no-such-figure",
        9: "bad-number",
    }
    found = OutsideValue.objects.get(figure__key="sentiment")
    assert (found.value, found.n, found.standard_error) == (12.34, 250, 4.567)
    october = OutsideValue.objects.get(figure__key="leads", day="2026-10-01")
    assert (october.value, october.source, october.entered_label) == (1310, "手入力", "f.csv")


def test_a_second_file_corrects_and_can_be_taken_back(office, people):
    define(people)
    office.bring("figures", office.file("a.csv", "figure,period,value\nleads,2026-10,100\n"))
    text = "figure,period,value\nleads,2026-10,120\n"
    assert counts(office.bring("figures", office.file("b.csv", text))) == (0, 1, 0, 0)
    assert counts(office.bring("figures", office.file("c.csv", text))) == (0, 0, 1, 0)
    (correction,) = OutsideCorrection.objects.all()
    assert (correction.was, correction.corrected_label) == (100, "b.csv")
    second = office.bring(
        "figures", office.file("d.csv", "figure,period,value\nleads,2026-10,150\n")
    )
    begin_undo(office.access, second)
    assert OutsideValue.objects.get().value == 120
    assert OutsideCorrection.objects.count() == 1


def test_our_own_export_is_read_back(office, people):
    define(people)
    text = "figure,period,grain,value\nleads,2026-10-01,month,100\nleads,2026-10-02,day,7\n"
    office.bring("figures", office.file("e.csv", text))
    assert set(OutsideValue.objects.values_list("grain", "day__day")) == {("month", 1), ("day", 2)}


def test_extreme_values_are_read_as_by_the_form_and_what_cannot_be_is_set_aside(office, people):
    define(people)
    read = {"1e12": 1e12, "0": 0.0, "0.1234567890123": 0.1234567890123, "１２３": 123.0,
            "1,234": 1_234.0, "12万": 120_000.0}  # fmt: skip
    refused = ("-5", "abc", "1e400", "1e16", "nan")
    lines = [f'leads,2025-{month + 1:02},"{text}"' for month, text in enumerate([*read, *refused])]
    run = office.bring("figures", office.file("f.csv", "\n".join(["figure,period,value", *lines])))
    rows = OutsideValue.objects.order_by("day").values_list("value", flat=True)
    assert list(rows) == list(read.values())
    assert counts(run)[3] == len(refused)
