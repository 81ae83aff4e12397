"""Those who did not answer. Explained in `docs/algorithms/silence.md`."""

from emptychair.stats.counts import checked_count
from emptychair.stats.errors import Impossible, TooFew


def worst_case_bounds(score: float, answered: int, asked: int) -> tuple[float, float]:
    """Where the NPS of everybody asked can lie, in points, whatever the silent think.

    With the response rate r: r * score ± (1 - r) * 100, all the silent detractors or all promoters
    (Manski 1989). No assumption, and no sampling error either: these are bounds, no interval.
    Raises `TooFew` when nobody was asked, `Impossible` when more answered than were asked.
    """
    answered, asked = checked_count(answered, "Answers"), checked_count(asked, "People asked")
    if asked == 0:
        raise TooFew("Nobody was asked yet, so there is no response rate.")
    if answered > asked:
        raise Impossible(
            f"{answered} answers from {asked} asked cannot be; count both over the same period."
        )
    if not -100 <= score <= 100:
        raise Impossible(f"NPS lies between -100 and 100; {score} does not.")
    rate = answered / asked
    unknown = 100 * (1 - rate)
    return rate * score - unknown, rate * score + unknown
