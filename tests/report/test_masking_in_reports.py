"""Names and addresses are masked unless somebody asks for them."""

import pytest

from emptychair.report.writers import WRITERS

HEADER = "Response ID,Customer ID,Name,Email,Score,Comment,Responded at"
LINE = (
    "1,C1,Ann Whitfield,ann.whitfield@example.com,2,"
    '"This is Ann Whitfield. Terrible wait, write to ann.whitfield@example.com",2026-10-01'
)


@pytest.mark.parametrize("form", ["html", "json", "md"])
def test_a_report_names_nobody(answers, report_of, form):
    text = WRITERS[form](report_of(answers(LINE, header=HEADER)).report).decode()
    assert "Whitfield" not in text
    assert "ann.whitfield@example.com" not in text
    assert "C1" in text


@pytest.mark.parametrize("form", ["html", "json", "md"])
def test_names_are_shown_to_those_who_ask_for_them(answers, report_of, form):
    made = report_of(answers(LINE, header=HEADER), show_names=True)
    assert "Ann Whitfield" in WRITERS[form](made.report).decode()


def test_without_name_or_id_the_row_is_told(answers, report_of):
    report = report_of(answers("2,awful and slow", header="Score,Comment")).report
    assert "2" in report.contact_first[0].who


def test_an_address_cut_off_by_the_length_of_a_quote_stays_masked(answers, report_of):
    comment = "x" * 392 + " ann.whitfield@example.com"
    report = report_of(answers(f"2,{comment}", header="Score,Comment")).report
    assert report.contact_first[0].comment.endswith("\u2026")
    assert "ann." not in report.contact_first[0].comment


@pytest.mark.parametrize("form", ["html", "json", "md"])
def test_a_group_called_by_an_address_is_masked_and_still_compared(answers, report_of, form):
    lines = [
        f"{score},{owner}@example.com,2026-10-{1 + number % 28:02}"
        for number in range(60)
        for owner, score in (("ann.lee", number % 7), ("bob.ray", 9 + number % 2))
    ]
    report = report_of(answers(*lines, header="Score,Touchpoint,Responded at")).report
    assert {segment.verdict for segment in report.segments} == {"lower", "higher"}
    assert "ann.lee" not in WRITERS[form](report).decode()
