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
