import csv
import os
import subprocess
import sys

import pytest

from emptychair.demo import survey_csv

ONE_RUN = r"""
import re, sys, time
from pathlib import Path
from emptychair.demo import generate
began = time.monotonic()
generate(Path(sys.argv[1]), people=int(sys.argv[2]))
# Not getrusage, which tells the peak of the process that started this one, if that was larger.
status = Path("/proc/self/status").read_text()
print(re.search(r"VmHWM:\s+(\d+)", status)[1], time.monotonic() - began)
"""


def read(path):
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.mark.parametrize(
    ("language", "score", "comment"),
    [
        ("en", "Score", "Why did you give this score?"),
        ("ja", "推奨度（0〜10）", "理由をお聞かせください"),
    ],
)
def test_a_flat_survey_has_its_rows_and_share_of_comments(tmp_path, language, score, comment, demo):
    path = tmp_path / "flat.csv"
    survey_csv(path, rows=3000, seed=2, language=language)
    rows = read(path)
    assert len(rows) == 3000
    assert list(rows[0]) == list(demo.rows(f"survey-{language}.csv")[0])
    assert {int(row[score]) for row in rows} == set(range(11))
    assert sum(bool(row[comment]) for row in rows) == pytest.approx(1000, abs=100)
    assert 120 <= path.stat().st_size / 3000 <= 220


def test_a_flat_survey_is_the_same_for_the_same_seed(tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        survey_csv(tmp_path / name, rows=200, seed=seed)
    content = [(tmp_path / name).read_bytes() for name in "abc"]
    assert content[0] == content[1] != content[2]


def test_a_flat_survey_may_have_no_comments_or_no_rows(tmp_path):
    survey_csv(tmp_path / "silent", rows=100, comment_share=0)
    assert not any(row["Why did you give this score?"] for row in read(tmp_path / "silent"))
    survey_csv(tmp_path / "empty", rows=0)
    assert read(tmp_path / "empty") == []


def test_what_cannot_be_written_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(ValueError, match="ja and en"):
        survey_csv(tmp_path / "x", rows=1, language="fr")
    with pytest.raises(ValueError, match="0 or more"):
        survey_csv(tmp_path / "x", rows=-1)
    assert not (tmp_path / "x").exists()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_memory_does_not_grow_with_the_number_of_people(tmp_path):
    peaks, seconds = {}, {}
    for people in (2_000, 100_000):
        done = subprocess.run(
            [sys.executable, "-c", ONE_RUN, str(tmp_path / str(people)), str(people)],
            check=True, capture_output=True, text=True, env={**os.environ},
        )  # fmt: skip
        kibibytes, took = done.stdout.split()
        peaks[people], seconds[people] = int(kibibytes), float(took)
    assert seconds[2_000] < 30
    assert peaks[100_000] < peaks[2_000] + 10 * 1024
