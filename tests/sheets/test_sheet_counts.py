from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from emptychair.report.shape import SURVEY_ANSWERS
from emptychair.sheets import Limits, Rejected, read, safe_cell, write_rejected_csv

CELLS = st.one_of(
    st.sampled_from(
        ["", " ", "0", "9", "10", "11", "-1", "7.5", "９点", "x", '"', "\n", "=1+1", "R1"]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8),
)
ROWS = st.lists(st.lists(CELLS, max_size=6), max_size=25)


@settings(max_examples=150, deadline=None)
@given(rows=ROWS, batch_rows=st.integers(1, 9))
def test_whatever_stands_in_the_rows_the_counts_add_up(rows, batch_rows):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["回答ID", "推奨度", "コメント", "送信日時"])
    rows = [["R0", "9", "one good row", ""], *rows]
    writer.writerows(rows)
    batches, rejected = [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "junk.csv"
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
        reading = read(
            path,
            SURVEY_ANSWERS,
            mapping={"score": "推奨度"},
            delimiter=",",  # junk in most lines may speak for another one
            on_batch=batches.append,
            on_rejected=rejected.append,
            limits=Limits(batch_rows=batch_rows),
        )
    used = [row for batch in batches for row in batch.column("row").to_pylist()]
    assert reading.rows_read == len(rows) == reading.rows_used + reading.rows_rejected
    assert sorted([*used, *(one.row for one in rejected)]) == list(range(2, len(rows) + 2))


@given(text=st.text(max_size=20))
def test_a_safe_cell_never_starts_a_formula(text):
    cell = safe_cell(text)
    assert cell in {text, "'" + text}
    if cell.lstrip(" ")[:1] in {"=", "@", "\t", "\r"}:
        raise AssertionError(cell)


def test_formulas_are_neutralised_and_numbers_left_alone():
    for formula in ("=1+1", "+cmd|' /C calc'!A0", "-1+1", "@SUM(A1)", "\t=1", " =1", "＝1+1", "-"):
        assert safe_cell(formula) == "'" + formula
    for plain in ("", "-1", "+81", "-1,234.5", "良い", "9 - great", "a=b", "-5%"):
        assert safe_cell(plain) == plain


def test_rejected_rows_are_written_for_a_spreadsheet(tmp_path):
    path = tmp_path / "rejected.csv"
    rows = [
        Rejected(3, "score-not-a-number", "推奨度", '=HYPERLINK("http://x")'),
        Rejected(5, "score-out-of-scale", "推奨度", "-1"),
    ]
    assert write_rejected_csv(path, iter(rows)) == 2
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig")))) == [
        ["row", "column", "reason", "value"],
        ["3", "推奨度", "score-not-a-number", '\'=HYPERLINK("http://x")'],
        ["5", "推奨度", "score-out-of-scale", "-1"],
    ]


def test_formulas_in_answers_stay_the_text_they_are(answers_in):
    got = answers_in("score,comment\n9,\"=cmd|' /C calc'!A0\"\n8,@me\n7,-5\n6,+1 for this\n")
    assert got["comment"] == ["=cmd|' /C calc'!A0", "@me", "-5", "+1 for this"]
