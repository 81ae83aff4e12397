"""From counts to figures, and one figure against another."""

from collections.abc import Mapping
from dataclasses import replace

from emptychair.explore.types import COUNTED_IN_FULL, Cell, Figure, Key, Question, Shows
from emptychair.metrics.figures import Reading
from emptychair.metrics.rules.comparing import SIGNIFICANT, change_between
from emptychair.metrics.rules.readings import change_of_readings
from emptychair.metrics.rules.scoring import RANGES, score_from
from emptychair.metrics.types import TOO_FEW, Change
from emptychair.stats import benjamini_hochberg, newcombe, wilson

LEVELS = 7
LEAST_SPAN = 0.1  # of what is possible: noise shall not look like a mountain


def figure_of(shows: Shows, metric: str, counts: Mapping[int, int]) -> Figure:
    """The figure of these counts. Of a rate 1 counts who answered and 0 who did not."""
    n = sum(counts.values())
    if shows == "count":
        return Figure(float(n), None, None, n, too_few=False)
    if shows == "rate":
        return _rate(counts.get(1, 0), n)
    score = score_from(metric, counts)
    return Figure(score.value, score.low, score.high, score.n, score.too_few, score)


def nothing_now(shows: Shows) -> Figure:
    """Where there was a figure and is none: nothing was counted, and a score has no value."""
    if shows in {"count", "money"}:
        return Figure(0.0, None, None, 0, too_few=False)
    return Figure(None, None, None, 0, too_few=True)


def _rate(answered: int, asked: int) -> Figure:
    if not asked:
        return Figure(None, None, None, 0, too_few=True)
    share = wilson(answered, asked)
    return Figure(
        100 * share.share, 100 * share.low, 100 * share.high, asked, too_few=asked < TOO_FEW
    )


def change_of(shows: Shows, before: Figure, after: Figure) -> Change | None:
    """The later figure less the earlier; nothing where either is too few, or only counted: how many
    answer depends on how many are asked, and what all pay is no sample. Shares of revenue
    and waiting times are compared by their limits, as on the scorecard.
    """
    if shows in {"count", "money"} or before.too_few or after.too_few:
        return None
    if shows in {"kept", "hours"}:
        return change_of_readings(_reading(before), _reading(after))
    if before.score is not None and after.score is not None:
        return change_between(before.score, after.score)
    found = newcombe(_answered(before), before.n, _answered(after), after.n)
    return Change(100 * found.estimate, 100 * found.low, 100 * found.high, found.p_value, None)


def difference_of(cell: Cell, measure: str) -> float | None:
    """The later figure less the earlier, also where it is counted in full and nothing is said of
    chance; None where there is nothing to say.
    """
    if cell.change is not None:
        return cell.change.estimate
    now, before = cell.figure.value, cell.before.value if cell.before else None
    if measure not in COUNTED_IN_FULL or now is None or before is None:
        return None
    return now - before


def _reading(one: Figure) -> Reading:
    return Reading(one.value, one.low, one.high, one.n)


def _answered(rate: Figure) -> int:
    return round((rate.value or 0.0) * rate.n / 100)


def marked(cells: Mapping[Key, Cell]) -> dict[Key, Cell]:
    """The cells with those marked whose change is beyond noise; looking at many of them is paid
    for by Benjamini-Hochberg over all that are compared.
    """
    tested = [(key, cell.change) for key, cell in cells.items() if cell.change is not None]
    if not tested:
        return dict(cells)
    adjusted = benjamini_hochberg([change.p_value for _key, change in tested])
    told = {
        key
        for (key, change), p_value in zip(tested, adjusted, strict=True)
        if p_value < SIGNIFICANT and change.is_told
    }
    return {key: replace(cell, beyond_noise=key in told) for key, cell in cells.items()}


def heated(cells: Mapping[Key, Cell], question: Question) -> dict[Key, Cell]:
    """The cells, not the totals, with their level between the lowest and the highest."""
    asked = (bool(question.rows), bool(question.cols))
    inside = {key: one for key, one in cells.items() if (bool(key[0]), bool(key[1])) == asked}
    values = [
        cell.figure.value
        for cell in inside.values()
        if cell.figure.value is not None and not cell.figure.too_few
    ]
    if not values:
        return dict(cells)
    low, high = _span(min(values), max(values), question.shows, question.measure)
    return {
        key: replace(cell, level=level_of(cell.figure, low, high)) if key in inside else cell
        for key, cell in cells.items()
    }


def level_of(figure: Figure, low: float, high: float) -> int | None:
    """From 0 at `low` to the last level at `high`."""
    if figure.value is None or figure.too_few:
        return None
    return min(LEVELS - 1, max(0, int(LEVELS * (figure.value - low) / (high - low))))


def _span(low: float, high: float, shows: Shows, metric: str) -> tuple[float, float]:
    if shows in {"count", "money", "hours"}:
        return 0.0, max(high, 1.0)
    bounds = (0.0, 100.0) if shows in {"rate", "share", "kept"} else RANGES[metric]
    missing = (bounds[1] - bounds[0]) * LEAST_SPAN - (high - low)
    return (low - missing / 2, high + missing / 2) if missing > 0 else (low, high)
