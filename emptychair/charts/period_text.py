"""Labels of a time axis: the year is taken off and shown once, and labels are thinned to fit."""

import re
from collections.abc import Sequence

_YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?P<sign>[-/.]|年|\s)\s*(?P<rest>\S.*)")
_YEAR_LAST = re.compile(r"(?P<rest>.*?\S)[\s,]+(?P<year>\d{4})")
_STEPS = (1, 2, 3, 4, 6, 12, 24, 36, 60)


def year_and_rest(label: str) -> tuple[str, str]:
    """The year and what is left: ("2026", "Mar") of "Mar 2026"; ("", label) where none is found."""
    if found := _YEAR_FIRST.fullmatch(label):
        sign = found["sign"] if found["sign"] == "年" else ""
        return found["year"] + sign, found["rest"]
    if found := _YEAR_LAST.fullmatch(label):
        return found["year"], found["rest"]
    return "", label


def shown_indices(widths: Sequence[float], distance: float, gap: float = 8.0) -> list[int]:
    """Which labels to show when neighbours stand `distance` apart; always the last one too."""
    count = len(widths)
    widest = max(widths) + gap
    steps = (*_STEPS, *range(_STEPS[-1], count + _STEPS[-1], 12))
    step = next((step for step in steps if step * distance >= widest), count)
    return list(range((count - 1) % step, count, step))
