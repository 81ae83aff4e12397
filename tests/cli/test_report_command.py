"""The command as a stranger runs it: in a process of its own, on their own file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

GOOD = "id,score,comment,answered at\n" + "".join(
    f"{n},{n % 11},Waited far too long for a reply,2026-10-{1 + n % 28:02d}\n" for n in range(60)
)


def run(*arguments, cwd: Path, data: Path | None = None) -> subprocess.CompletedProcess:
    environment = {**os.environ, "EMPTYCHAIR_DATA": str(data or cwd / "data")}
    return subprocess.run(
        [sys.executable, "-m", "emptychair", "report", *map(str, arguments)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def good(tmp_path) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_the_page_stands_beside_the_file_and_nothing_else_is_written(good, tmp_path):
    done = run(good, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert {path.name for path in tmp_path.iterdir()} == {"mine.csv", "mine.report.html"}


def test_json_goes_to_standard_output_and_nothing_beside(good, tmp_path):
    done = run(good, "--format", "json", cwd=tmp_path)
    assert json.loads(done.stdout)["nps"]["n"] == 60
    assert {path.name for path in tmp_path.iterdir()} == {"mine.csv"}


def test_a_page_may_go_to_standard_output_too(good, tmp_path):
    done = run(good, "--output", "-", "--language", "ja", cwd=tmp_path)
    assert b'<html lang="ja">' in done.stdout


def test_a_workbook_goes_where_it_is_told(good, tmp_path):
    run(good, "--format", "xlsx", "--output", tmp_path / "out.xlsx", cwd=tmp_path)
    assert (tmp_path / "out.xlsx").read_bytes()[:2] == b"PK"


def test_a_report_goes_into_a_folder_that_is_there(good, tmp_path):
    folder = tmp_path / "for the board"
    folder.mkdir()
    done = run(good, "--output", folder, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert [path.name for path in folder.iterdir()] == ["mine.report.html"]


def test_rejected_rows_that_cannot_be_written_do_not_cost_the_report(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(GOOD + "99,not a number,why,2026-10-01\n", encoding="utf-8")
    (tmp_path / "mine.errors.csv").mkdir()  # for root no folder is read-only: this fails for all
    done = run(path, "--format", "json", cwd=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["rows"] == {"read": 61, "used": 60, "rejected": 1}
    assert "mine.errors.csv" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_rejected_rows_stand_beside_the_report_with_number_and_reason(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(GOOD + "61,99,too much,2026-10-01\n62,abc,what,2026-10-01\n", encoding="utf-8")
    done = run(path, "--format", "json", cwd=tmp_path)
    rows = json.loads(done.stdout)["rows"]
    assert rows == {"read": 62, "used": 60, "rejected": 2}
    errors = (tmp_path / "mine.errors.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(errors) == 3
    assert errors[1].startswith("62,")


def test_a_column_may_be_named(tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("甲,乙\n" + "x,9\n" * 40, encoding="utf-8")
    done = run(path, "--format", "json", "--map", "score=乙", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert report["mapping"]["score"] == {"column": "乙", "how": "given"}


BAD = {
    "empty": b"",
    "header only": b"score,comment\n",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "mixed encodings": "推奨度,理由\n9,よい\n".encode() * 50 + "3,遅い\n".encode("cp932") * 50,
    "no score": b"fruit,colour\n" + b"apple,red\npear,green\n" * 30,
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_cannot_be_used_gets_a_sentence_and_leaves_nothing(tmp_path, kind):
    path = tmp_path / "bad.csv"
    path.write_bytes(BAD[kind])
    done = run(path, cwd=tmp_path)
    assert done.returncode == 2
    said = done.stderr.decode().strip()
    assert len(said.split()) > 4
    assert "Traceback" not in said
    assert {path.name for path in tmp_path.iterdir()} == {"bad.csv"}


def test_a_file_that_is_not_there_gets_a_sentence(tmp_path):
    done = run("nowhere.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert "nowhere.csv" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_report_that_cannot_be_written_leaves_no_half(good, tmp_path):
    done = run(good, "--output", tmp_path / "no" / "such" / "folder.html", cwd=tmp_path)
    assert done.returncode == 2
    assert {path.name for path in tmp_path.iterdir()} == {"mine.csv"}


def test_a_mapping_without_a_sign_is_explained(good, tmp_path):
    done = run(good, "--map", "score", cwd=tmp_path)
    assert done.returncode == 2
    assert "score=" in done.stderr.decode()
