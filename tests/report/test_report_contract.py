"""`--format json` is a promise: these names and types stay."""

import io
import json
import re
from pathlib import Path

import openpyxl
import pytest

from emptychair.report.writers import WRITERS

SCORE = {"score", "low", "high", "n", "promoters", "passives", "detractors", "method"}


@pytest.fixture(scope="module")
def plain(kitchen) -> dict:
    return json.loads(WRITERS["json"](kitchen))


def test_the_promised_keys_are_there(plain):
    assert {"rows", "nps", "trend", "contact_first", "fix_first", "segments", "words"} <= set(plain)
    assert {"problems", "encoding", "mapping"} <= set(plain)
    assert set(plain["rows"]) == {"read", "used", "rejected"}
    assert set(plain["nps"]) == SCORE


def test_the_lists_hold_what_the_guide_says(plain):
    guide = Path("docs/guides/report.md").read_text(encoding="utf-8")
    contract = guide[guide.index("## The JSON") :]
    for key in ("trend", "contact_first", "fix_first", "segments", "words"):
        assert plain[key], key
        for name in plain[key][0]:
            assert re.search(rf"\b{name}\b", contract), (key, name)


def test_the_counts_add_up(plain):
    rows, nps = plain["rows"], plain["nps"]
    assert rows["read"] == rows["used"] + rows["rejected"]
    assert nps["n"] == nps["promoters"] + nps["passives"] + nps["detractors"]
    assert sum(plain["distribution"]["counts"]) == nps["n"]
    assert sum(month["score"]["n"] for month in plain["trend"]) == nps["n"]


def test_the_mapping_names_column_and_reason(plain):
    assert plain["mapping"]["score"] == {"column": "推奨度（0〜10）", "how": "synonym"}
    assert plain["mapping"]["touchpoint"]["column"] == "接点"


def test_the_same_file_gives_the_same_report(company, kitchen):
    assert company.report("ja") == kitchen


def test_the_workbook_has_a_sheet_a_section_and_no_formula(kitchen):
    book = openpyxl.load_workbook(io.BytesIO(WRITERS["xlsx"](kitchen)))
    assert len(book.sheetnames) == 8
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    people = book[book.sheetnames[1]]
    assert people.max_row == len(kitchen.contact_first) + 1


def test_the_markdown_names_everybody_to_contact(kitchen):
    text = WRITERS["md"](kitchen).decode()
    for contact in kitchen.contact_first:
        assert contact.next_step in text
    assert kitchen.headline in text
