"""What was planted, and where: a test can ask whether the product finds it."""

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from emptychair.demo import campaign
from emptychair.demo.catalogue import (
    BY_CODE,
    CHANGES,
    GIFT,
    HOME,
    KITCHEN,
    MIX_MONTHS,
    PLANTED_WORDS,
    ROTA,
    Change,
)
from emptychair.demo.days import MONTHS, Days
from emptychair.demo.driving import STATEMENTS
from emptychair.demo.lives import LEAVING_DAYS, LEAVING_DROP

LISTS = (
    "silent_leavers",
    "silent_companies",
    "referrals",
    "questions",
    "leaving",
    "valued_unhappy",
)
CellKey = tuple[str, str, str, str, int]  # brand, segment, place, touchpoint, month
Keep = Callable[[CellKey], bool]


class Truth:
    """Expected values by cell, and long lists kept on disk until the end."""

    def __init__(self, days: Days, files: ExitStack) -> None:
        self.days = days
        self.cells: dict[CellKey, list[float]] = {}
        self._lists: dict[str, IO[str]] = {name: files.enter_context(_scratch()) for name in LISTS}

    def answered(self, key: CellKey, level: float) -> None:
        """One answer whose cell has this expected NPS (a share)."""
        cell = self.cells.setdefault(key, [0, 0.0])
        cell[0] += 1
        cell[1] += level

    def note(self, name: str, **facts: str | int) -> None:
        """One more entry of a list."""
        self._lists[name].write(json.dumps(facts, ensure_ascii=False) + "\n")

    def save(self, path: Path, *, seed: int, people: int) -> None:
        """Write everything as one JSON object, the long lists last and line by line."""
        head = {
            "about": "Made up by emptychair.demo. Expected values follow from the generator's own "
            "probabilities at the answers it made; NPS is in points from -100 to 100.",
            "seed": seed,
            "people": people,
            "from": self.days.text(0),
            "until": self.days.until.isoformat(),
            "changes": [self._change(change) for change in CHANGES],
            "mix_shift": self._mix_shift(),
            "drivers": _drivers(),
            "score_and_leaving": _score_and_leaving(),
            "campaign": campaign.planted(),
            "nps": self._nps(),
            "no_change": {"brand": ROTA, "note": "Nothing was changed at this company."},
        }
        with path.open("w", encoding="utf-8") as out:
            out.write(json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}"))
            for name, entries in self._lists.items():
                out.write(f',\n "{name}": [')
                entries.seek(0)
                for count, line in enumerate(entries):
                    out.write((",\n  " if count else "\n  ") + line.rstrip("\n"))
                out.write("]")
            out.write("\n}\n")

    def _expected(self, keep: Keep) -> dict[str, Any]:
        chosen = [cell for key, cell in self.cells.items() if keep(key)]
        answers = int(sum(cell[0] for cell in chosen))
        level = sum(cell[1] for cell in chosen) / answers if answers else None
        return {
            "answers": answers,
            "expected_nps": None if level is None else round(100 * level, 4),
        }

    def _window(self, first: int, end: int, keep: Keep) -> dict[str, Any]:
        """The months from `first` up to but without `end`, counted from the window's first."""
        return {
            "from": self.days.text(self.days.first_of(first)),
            "until": self.days.text(self.days.first_of(end) - 1),
            **self._expected(lambda key: first <= key[4] < end and keep(key)),
        }

    def _change(self, change: Change) -> dict[str, Any]:
        place = BY_CODE[change.brand, change.touchpoint]

        def here(key: CellKey) -> bool:
            return key[0] == change.brand and key[3] == change.touchpoint

        before = self._window(MIX_MONTHS[1], change.month, here)
        after = self._window(change.month, MONTHS, here)
        known = before["answers"] and after["answers"]
        return {
            "code": change.code,
            "brand": change.brand,
            "touchpoint_id": place.touchpoint_id,
            "touchpoint": place.name,
            "title": change.title,
            "is_initiative": change.is_initiative,
            "helped": change.points > 0,
            "on": self.days.text(self.days.first_of(change.month)),
            "points_at_equal_mix": round(100 * change.points, 4),
            "expected_difference": round(after["expected_nps"] - before["expected_nps"], 4)
            if known
            else None,
            "before": before,
            "after": after,
            "words": list(PLANTED_WORDS) if change.points < 0 else [],
        }

    def _mix_shift(self) -> dict[str, Any]:
        def kitchen(key: CellKey) -> bool:
            return key[0] == KITCHEN

        windows = {
            "before": (0, MIX_MONTHS[0]),
            "after": (MIX_MONTHS[1], _first_effect()),
        }
        shift: dict[str, Any] = {
            "brand": KITCHEN,
            "column": "区分",
            "growing_segment": GIFT,
            "note": "In these two windows each segment's level at each touchpoint is the same; "
            "the total falls because the segment that answers lower grows.",
        }
        for name, (first, end) in windows.items():
            total = self._window(first, end, kitchen)
            total["segments"] = {
                segment: self._expected(
                    lambda key, s=segment, a=first, b=end: (  # type: ignore[misc]  # bound now
                        kitchen(key) and key[1] == s and a <= key[4] < b
                    )
                )
                for segment in self._values(KITCHEN, 1)
            }
            shift[name] = total
        return shift

    def _nps(self) -> list[dict[str, Any]]:
        found = []
        for brand in (KITCHEN, ROTA):
            found.append({"brand": brand, "by": "all", "value": "", **self._of(brand)})
            for position, by in ((1, "segment"), (2, "place"), (3, "touchpoint")):
                found += [
                    {"brand": brand, "by": by, "value": value, **self._of(brand, position, value)}
                    for value in self._values(brand, position)
                ]
        return found

    def _of(self, brand: str, position: int = 0, value: str | None = None) -> dict[str, Any]:
        wanted = brand if value is None else value
        return self._expected(lambda key: key[0] == brand and key[position] == wanted)

    def _values(self, brand: str, position: int) -> Iterator[str]:
        return iter(sorted({str(key[position]) for key in self.cells if key[0] == brand}))


def _drivers() -> list[dict[str, str]]:
    """What the statements of the half-yearly survey do to its score; they are drawn when loaded."""
    return [
        {"brand": brand, "question": statement.key, "role": statement.role, "ja": statement.ja}
        for brand, statements in STATEMENTS.items()
        for statement in statements
    ]


def _score_and_leaving() -> dict[str, Any]:
    """Who answers lower before leaving; what is expected of an answer follows it."""
    return {
        "brand": KITCHEN,
        "segment": HOME,
        "days_before": LEAVING_DAYS,
        "points": round(-100 * LEAVING_DROP, 4),
        "no_link": {"brand": ROTA, "note": "There leaving has nothing to do with answers."},
    }


def _first_effect() -> int:
    """The month of the window in which the first change with an effect came to the kitchen."""
    return min(change.month for change in CHANGES if change.brand == KITCHEN and change.points)


def _scratch() -> IO[str]:
    """A file of our own that is gone when closed."""
    return tempfile.TemporaryFile("w+", encoding="utf-8")  # the caller closes it
