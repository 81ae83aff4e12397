from __future__ import annotations

import random
import subprocess
import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

WORDS = (
    "配送がとても早くて助かりました。",
    "値段は高いと感じますが、料理はおいしかったです。",
    "The chef was wonderful and everything came on time.",
    "予約の画面が分かりにくいので直してください。",
)
MEASURE = r"""
import json, pathlib, re, sys
from emptychair.report.shape import SURVEY_ANSWERS
from emptychair.sheets import read
done = read(sys.argv[1], SURVEY_ANSWERS, on_batch=lambda batch: None, on_rejected=lambda row: None)
# getrusage would tell the peak of the process that started this one, if that was larger.
status = pathlib.Path("/proc/self/status").read_text()
print(json.dumps({
    "megabytes": int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024,
    "rows": done.rows_used,
}))
"""


def write_answers(path: Path, rows: int, zone: str) -> None:
    chance = random.Random(7)
    time = datetime(2023, 1, 1)
    with path.open("w", encoding="utf-8") as file:
        file.write("回答ID,顧客ID,メールアドレス,回答日時,推奨度,コメント,接点,プラン\n")
        for number in range(rows):
            time += timedelta(seconds=chance.randrange(180))
            comment = "".join(chance.choices(WORDS, k=5)) if number % 3 == 0 else ""
            person = chance.randrange(rows // 3)
            file.write(
                f"R{number},C{person},user{person}@example.org,{time:%Y-%m-%d %H:%M:%S}{zone},"
                f"{chance.randrange(11)},{comment},{'東西'[number % 2]},{'ABC'[number % 3]}\n"
            )


@pytest.mark.slow
@pytest.mark.parametrize("zone", ["", " +0900"])
def test_a_million_rows_take_little_memory(tmp_path, zone):
    import json

    path = tmp_path / "million.csv"
    write_answers(path, 1_000_000, zone)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=200,
    )
    measured = json.loads(done.stdout)
    assert measured["rows"] == 1_000_000
    assert measured["megabytes"] < 300
