from __future__ import annotations

from datetime import date, datetime

import pytest
import xlsxwriter

from emptychair.sheets import SheetError


@pytest.fixture
def workbook(tmp_path):
    """Writes sheets (name to rows) and gives the bytes of the workbook."""

    def make(sheets: dict[str, list[list]], hidden: tuple[str, ...] = ()) -> bytes:
        path = tmp_path / "made.xlsx"
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
            day = book.add_format({"num_format": "yyyy/m/d h:mm"})
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                if name in hidden:
                    sheet.hide()
                for at, row in enumerate(rows):
                    for place, cell in enumerate(row):
                        if isinstance(cell, date):
                            sheet.write_datetime(at, place, cell, day)
                        elif cell is not None:
                            sheet.write(at, place, cell)
        return path.read_bytes()

    return make


def test_a_workbook_is_read_whatever_its_name_says(answers_in, workbook):
    data = workbook(
        {
            "回答": [
                ["回答日", "推奨度", "コメント", "顧客番号"],
                [datetime(2026, 3, 1, 9, 5), 9, "良い\n早い", 12345678],
                [datetime(2026, 3, 2), 0, None, 2],
                [None, None, None, None],
                [46082, 7.5, "x", 3],
                [46082, "8点", "=1+1", 4],
            ]
        }
    )
    got = answers_in(data, name="answers.csv")
    assert got.preview.format == "xlsx"
    assert (got.preview.sheet, got.preview.encoding, got.preview.delimiter) == ("回答", None, None)
    assert got["score"] == [9, 0, 8]
    assert got["row"] == [2, 3, 6]
    assert got["comment"] == ["良い\n早い", None, "=1+1"]
    assert got["person"] == ["12345678", "2", "4"]
    assert got["answered_at"] == [
        datetime(2026, 3, 1, 9, 5),
        datetime(2026, 3, 2),
        datetime(2026, 3, 1),
    ]
    assert [(one.row, one.reason) for one in got.rejected] == [
        (4, "blank-row"),
        (5, "score-fraction"),
    ]


def test_empty_rows_and_columns_before_the_table_keep_their_numbers(answers_in, workbook):
    rows = [[], [], [None, "推奨度", "氏名"], [None, 9, "花"], [None, "x", "太郎"]]
    got = answers_in(workbook({"a": rows}))
    assert got["row"] == [4]
    assert got.rejected[0].row == 5


def test_the_first_visible_sheet_with_anything_is_taken_and_others_told(answers_in, workbook):
    answers = [["score"], [9]]
    data = workbook(
        {"blank": [], "hidden": [["score"], [1]], "main": answers, "more": answers},
        hidden=("hidden",),
    )
    got = answers_in(data)
    assert got.preview.sheet == "main"
    assert got.problem("other-sheets").params == {"sheets": "more"}


def test_the_sheet_can_be_named(answers_in, workbook):
    data = workbook({"a": [["score"], [9]], "b": [["score"], [3]]})
    assert answers_in(data, sheet="b")["score"] == [3]
    with pytest.raises(SheetError, match="The workbook has: a, b") as caught:
        answers_in(data, sheet="c")
    assert caught.value.code == "unknown-sheet"


def test_a_workbook_without_anything_is_empty(answers_in, workbook):
    with pytest.raises(SheetError) as caught:
        answers_in(workbook({"a": []}))
    assert caught.value.code == "empty-file"


def test_formatted_but_empty_cells_far_away_do_no_harm(answers_in, tmp_path):
    path = tmp_path / "styled.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "score")
        sheet.write(1, 0, 9)
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    assert answers_in(path.read_bytes())["score"] == [9]


def test_the_sheet_with_answers_is_found_behind_a_cover(answers_in, workbook):
    data = workbook(
        {
            "表紙": [[None], [None, "お客様アンケート 2026年"], [None, "営業企画部"]],
            "回答": [["推奨度", "理由"], [9, "早い"], [3, "遅い"]],
            "集計": [["合計", 2]],
        }
    )
    got = answers_in(data, name="cover.xlsx")
    assert got["score"] == [9, 3]
    assert got.preview.sheet == "回答"
    assert got.problem("other-sheets").params["sheets"] == "表紙, 集計"


def test_a_workbook_without_answers_is_refused_by_its_first_sheet(answers_in, workbook):
    data = workbook({"表紙": [["お客様の声"], ["営業企画部"]], "メモ": [["なし"], ["空"]]})
    with pytest.raises(SheetError) as refused:
        answers_in(data, name="cover.xlsx")
    assert refused.value.code == "no-score"
    assert "お客様の声" in refused.value.params["headers"]
