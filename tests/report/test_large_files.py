"""Whole files through the command itself, in a process of its own, with its memory watched."""

import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from bench.peak import Cost, cost_of
from emptychair.demo import survey_csv

pytestmark = pytest.mark.slow

MILLION = 1_000_000
BLOCK = 2**20
FOR_A_REFUSAL = 600  # MiB, of which the libraries alone take about 250


@pytest.fixture
def report(tmp_path, monkeypatch) -> Callable[..., Cost]:
    """Runs `emptychair report`; its temporary files lie in a folder that can be looked into."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    said = tmp_path / "said"
    said.mkdir()
    command = Path(sys.executable).with_name("emptychair")

    def run(file: Path, *options: str) -> Cost:
        result = file.with_suffix(".json")
        whole = [command, "report", file, "--format", "json", "--output", result, *options]
        cost = cost_of(whole, folder=said)
        assert not list(scratch.iterdir()), "temporary files were left behind"
        return cost

    return run


@pytest.fixture
def export(tmp_path) -> Path:
    folder = tmp_path / "export"
    folder.mkdir()
    return folder


def counted_by_polars(path: Path, score: str) -> dict[str, int]:
    scores = pl.read_csv(path, columns=[score])[score]
    return {
        "promoters": int((scores >= 9).sum()),
        "passives": int(scores.is_between(7, 8).sum()),
        "detractors": int((scores <= 6).sum()),
    }


@pytest.mark.parametrize(
    ("language", "score", "options", "read"),
    [
        ("ja", "推奨度（0〜10）", (), 50_000),
        ("en", "Score", (), 50_000),
        ("ja", "推奨度（0〜10）", ("--all-words",), 333_000),
    ],
    ids=["ja", "en", "every-word"],
)
def test_a_million_rows_are_counted_within_a_gibibyte(
    report, export, language, score, options, read
):
    file = export / "million.csv"
    survey_csv(file, rows=MILLION, seed=7, language=language)
    expected = counted_by_polars(file, score)
    with file.open("a", encoding="utf-8") as more:
        more.write("R99999991,P1,,,,eleven,,,,,,,\n")  # no score
        more.write("R00000001,P1,,,,10,,,,,,,\n")  # an id that was there before
        more.write(",,,,,,,,,,,,\n")  # nothing at all
    cost = report(file, *options)
    assert cost.exit_code == 0, cost.errors
    assert cost.memory < 1024
    found = json.loads(file.with_suffix(".json").read_bytes())
    assert found["rows"] == {"read": MILLION + 3, "used": MILLION, "rejected": 3}
    nps = found["nps"]
    assert {side: nps[side] for side in expected} == expected
    assert nps["n"] == sum(expected.values()) == MILLION
    exact = 100 * (expected["promoters"] - expected["detractors"]) / MILLION
    assert nps["score"] == pytest.approx(exact, abs=0.051)
    assert sum(found["distribution"]["counts"]) == MILLION
    assert found["word_source"]["analysed"] == pytest.approx(read, rel=0.02)
    assert len((export / "million.errors.csv").read_text("utf-8").splitlines()) == 1 + 3


def one_endless_line(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"score,comment\n9,")
        for _ in range(1024):
            file.write(b"x" * BLOCK)


def one_endless_line_of_nothing(path: Path) -> None:
    """A sparse file: a gibibyte to read, a few blocks on the disk."""
    with path.open("wb") as file:
        file.write(b"score,comment\n" + b"9,fine\n" * 20_000)
        file.truncate(1024 * BLOCK)


def a_quotation_mark_never_closed(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b'score,comment\n9,"')
        for _ in range(300):
            file.write(b"never closed\n" * (BLOCK // 13))


def a_million_columns(path: Path) -> None:
    names = ",".join(f"c{number}" for number in range(MILLION))
    path.write_text(f"score,{names}\n9{',1' * MILLION}\n", encoding="utf-8")


def a_million_columns_of_few_bytes(path: Path) -> None:
    path.write_text(f"score{',c' * MILLION}\n9{',1' * MILLION}\n", encoding="utf-8")


def a_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(4 * 1024):
                part.write(bytes(BLOCK))


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (one_endless_line, "line.csv"),
        (one_endless_line_of_nothing, "sparse.csv"),
        (a_quotation_mark_never_closed, "quote.csv"),
        (a_million_columns, "columns.csv"),
        (a_million_columns_of_few_bytes, "narrow.csv"),
        (a_bomb, "bomb.xlsx"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_what_would_fill_the_memory_is_refused_with_a_sentence(report, export, make, name):
    file = export / name
    make(file)
    cost = report(file)
    assert cost.exit_code == 2, cost.errors
    assert "Traceback" not in cost.errors
    assert cost.errors.strip().endswith("."), cost.errors
    assert len(cost.errors) < 2_000
    assert cost.output == ""
    assert cost.memory < FOR_A_REFUSAL
    assert list(export.iterdir()) == [file], "a partial file was left behind"
