from __future__ import annotations

import gzip
import io
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from emptychair.report.shape import SURVEY_ANSWERS
from emptychair.sheets import Limits, SheetError, preview
from emptychair.sheets.errors import SENTENCES

if TYPE_CHECKING:
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


def old_office(stream: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(900)
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"\xef\xbb\xbf", "empty-file"),
        (b"\r\n\r\n  \n", "empty-file"),
        ("推奨度,コメント\n".encode(), "no-rows"),
        ("推奨度,コメント\n,\n,\n".encode(), "no-rows"),
        ("氏名,部署\n花,営業\n太郎,開発\n".encode(), "no-score"),
        (PNG, "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "picture"),
        (b"GIF89a" + bytes(100), "picture"),
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (gzip.compress(b"score\n9\n", mtime=0), "compressed"),
        (b"Rar!\x1a\x07\x00" + bytes(50), "compressed"),
        (zipped(**{"answers.csv": b"score\n9\n"}), "compressed"),
        (zipped(word__document=b"x", **{"word/document.xml": b"<x/>"}), "word-document"),
        (old_office("WordDocument"), "word-document"),
        (old_office("EncryptedPackage"), "encrypted"),
        (old_office("PowerPoint Document"), "binary"),
        (old_office("Workbook"), "broken-workbook"),
        (b"PK\x03\x04" + bytes(40), "broken-workbook"),
        (zipped(**{"xl/workbook.bin": b"x"}), "broken-workbook"),
        (zipped(**{"content.xml": b"<x/>"}), "broken-workbook"),
        (zipped(**{"xl/workbook.xml": b"<broken"}), "broken-workbook"),
        (b"<!DOCTYPE html><html><table><tr><td>9", "web-page"),
        (b'[{"score": 9}]', "json"),
        (b"score,name\n9,\x00\x01\x02\x03\x7f\x00\x00abc\x00\x00\x00\x00d\n", "binary"),
        (bytes(4096), "empty-file"),
        (bytes(200_000), "binary"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(answers_in, data, code):
    with pytest.raises(SheetError) as caught:
        answers_in(data)
    assert caught.value.code == code
    assert str(caught.value).endswith(".")
    assert "{" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(SheetError, match=r"gone\.csv"):
        preview(tmp_path / "gone.csv", SURVEY_ANSWERS)


def test_no_score_lists_the_headers_and_the_way_out(answers_in):
    with pytest.raises(SheetError, match=r"--map score=HEADER.*氏名, 部署"):
        answers_in("氏名,部署\n花,営業\n")


@pytest.mark.parametrize("end", ["", "\nscore\n9\n"])
def test_a_line_without_end_is_refused_after_the_limit(answers_in, end):
    limits = Limits(line_bytes=3 * 2**20)
    with pytest.raises(SheetError) as caught:
        answers_in("score\n9\n" + "x" * (5 * 2**20) + end, limits=limits)
    assert (caught.value.code, caught.value.params["line"]) == ("line-too-long", 3)


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_file(answers_in):
    text = 'score,comment\n9,"never closed\n' + "8,fine and well\n" * 20_000
    with pytest.raises(SheetError) as caught:
        answers_in(text)
    assert caught.value.code == "record-too-long"


def test_a_record_of_many_short_quoted_lines_is_bounded_too(answers_in):
    text = "score,comment\n9," + '"x\n",' * 60_000 + "\n"
    with pytest.raises(SheetError) as caught:
        answers_in(text, limits=Limits(record_chars=100_000))
    assert caught.value.code == "record-too-long"


def test_a_million_columns_are_refused(answers_in):
    header = ",".join(f"c{number}" for number in range(1_000_000))
    with pytest.raises(SheetError) as caught:
        answers_in("score," + header[: 3 * 2**20] + "\n9\n")
    assert caught.value.code == "too-many-columns"


@pytest.mark.parametrize("delimiter", ["ab", "", "\n", '"'])
def test_a_delimiter_is_one_character(answers_in, delimiter):
    with pytest.raises(SheetError) as caught:
        answers_in("score\n9\n", delimiter=delimiter)
    assert caught.value.code == "bad-delimiter"


def test_a_delimiter_may_be_named(answers_in):
    assert answers_in("score\tname\n9\ta,b\n", delimiter="tab")["name"] == ["a,b"]


def test_a_date_order_is_one_of_three(answers_in):
    with pytest.raises(SheetError) as caught:
        answers_in("score\n9\n", date_order="american")
    assert caught.value.code == "bad-date-order"


def test_a_bomb_is_refused_before_it_is_unpacked(answers_in):
    data = zipped(**{"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b" " * (64 * 2**20)})
    assert len(data) < 100_000
    with pytest.raises(SheetError) as caught:
        answers_in(data)
    assert caught.value.code == "zip-bomb"


def test_a_workbook_that_would_be_too_large_is_refused(answers_in):
    data = zipped(**{"xl/workbook.xml": b"<x/>", "xl/sharedStrings.xml": bytes(range(256)) * 400})
    with pytest.raises(SheetError) as caught:
        answers_in(data, limits=Limits(unpacked_bytes=50_000))
    assert caught.value.code == "zip-bomb"


def test_a_directory_that_lies_about_a_size_is_refused(answers_in):
    data = zipped(**{"xl/workbook.xml": b"<x/>", "xl/sharedStrings.xml": b"a" * 1_000_000})
    honest = (1_000_000).to_bytes(4, "little")
    assert honest in data
    with pytest.raises(SheetError) as caught:
        answers_in(data.replace(honest, (1000).to_bytes(4, "little")))
    assert caught.value.code == "broken-workbook"


def far_cell(tmp_path: Path, row: int, column: int) -> bytes:
    path = tmp_path / "far.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "score")
        sheet.write(row, column, 9)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [(1_048_575, 1_000, "too-many-cells"), (1, 16_383, "too-many-columns")],
)
def test_one_cell_far_away_does_not_blow_up_the_sheet(answers_in, tmp_path, row, column, code):
    with pytest.raises(SheetError) as caught:
        answers_in(far_cell(tmp_path, row, column))
    assert caught.value.code == code


def test_every_code_has_a_sentence_that_tells_what_to_do():
    for code, sentence in SENTENCES.items():
        assert sentence.endswith("."), code
        assert code == code.lower()


def in_little_memory(path: Path, megabytes: int) -> subprocess.CompletedProcess[str]:
    """Reads a file in a process of its own that may take so much memory beyond its start."""
    code = (
        "import pathlib, re, sys\n"
        "from emptychair.report.shape import SURVEY_ANSWERS\n"
        "from emptychair.sheets import preview, SheetError\n"
        # Not getrusage, which tells the peak of the process that started this one.
        "def peak():\n"
        "    status = pathlib.Path('/proc/self/status').read_text()\n"
        "    return int(re.search('VmHWM:[^0-9]*([0-9]+)', status)[1])\n"
        "before = peak()\n"
        "try:\n"
        "    preview(sys.argv[1], SURVEY_ANSWERS)\n"
        "except SheetError as error:\n"
        "    print(error.code)\n"
        "grown = peak() - before\n"
        f"sys.exit(grown > {megabytes} * 1024)\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.slow
def test_a_line_of_one_gigabyte_is_refused_in_little_memory(tmp_path):
    path = tmp_path / "one_line.csv"
    block = b"x" * 2**20
    with path.open("wb") as file:
        for _ in range(1024):
            file.write(block)
    done = in_little_memory(path, 60)
    assert (done.stdout.strip(), done.returncode) == ("line-too-long", 0), done.stderr


@pytest.mark.slow
def test_a_bomb_of_one_gigabyte_is_refused_in_little_memory(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(1024):
                part.write(bytes(2**20))
    done = in_little_memory(path, 40)
    assert (done.stdout.strip(), done.returncode) == ("zip-bomb", 0), done.stderr


def test_more_cells_than_the_limit_are_refused_wherever_they_stand(answers_in):
    cells = b"<row>" + b"<c><v>9</v></c>" * 2_000 + b"</row>"
    data = zipped(**{"xl/workbook.xml": b"<x/>", "xl/anywhere.xml": cells})
    with pytest.raises(SheetError) as caught:
        answers_in(data, limits=Limits(cells=1_000))
    assert caught.value.code == "too-many-cells"


def test_a_folder_is_told_from_a_file_that_is_not_there(tmp_path):
    with pytest.raises(SheetError) as caught:
        preview(tmp_path, SURVEY_ANSWERS)
    assert caught.value.code == "folder"
    with pytest.raises(SheetError) as caught:
        preview(tmp_path / "nowhere.csv", SURVEY_ANSWERS)
    assert caught.value.code == "not-found"
