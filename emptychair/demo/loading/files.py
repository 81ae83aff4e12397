"""The rows of the demo's files, with their days moved to the present."""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

WEEK = 7
BATCH = 5000


class DemoFiles:
    """Reads the files of one folder. Days move by whole weeks, so that Mondays stay Mondays."""

    def __init__(self, folder: Path, *, today: date) -> None:
        """`today` is the day up to which things may have happened."""
        self.folder = folder
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        until = date.fromisoformat(truth["until"])
        self.shift = timedelta(days=(today - until).days // WEEK * WEEK)

    def rows(self, name: str) -> Iterator[dict[str, str]]:
        """The rows of `<name>.csv`."""
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as opened:
            yield from csv.DictReader(opened)

    def day(self, text: str) -> date | None:
        """A day of the files, moved; an empty one stays empty."""
        return date.fromisoformat(text) + self.shift if text else None

    def moment(self, text: str) -> datetime:
        """A moment of the files, moved."""
        return datetime.fromisoformat(text) + self.shift


def amount(text: str) -> Decimal | None:
    """An amount of money; an empty one stays empty."""
    return Decimal(text) if text else None


def batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The rows, so many at a time as the bulk services take well."""
    left = iter(rows)
    while some := list(islice(left, BATCH)):
        yield some
