"""How alike two wishes read: the share of pairs of neighbouring signs they have in common.

Pairs of signs need no dictionary, so Japanese and English are compared alike. It finds the same
wish in nearly the same words; other words for the same wish are for people to see.
"""

from collections.abc import Iterable

from emptychair.intake.rules.splitting import folded

ALIKE = 0.5  # from here on it is shown; a person decides
SHORTEST = 3


def pairs_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring signs."""
    plain = folded(text)
    return frozenset(plain[number : number + 2] for number in range(len(plain) - 1))


def likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """From 0 to 1: common pairs, twice, among all pairs of both (Dice)."""
    if len(first) < SHORTEST or len(second) < SHORTEST:
        return 1.0 if first and first == second else 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def most_alike(
    wanted: Iterable[str], known: Iterable[tuple[int, str]], *, most: int = 5
) -> list[tuple[int, float]]:
    """Of the known (id, text), those alike to any wanted text; the most alike first."""
    asked = [pairs_of(text) for text in wanted if text.strip()]
    found: dict[int, float] = {}
    for row_id, text in known:
        pairs = pairs_of(text)
        best = max((likeness(one, pairs) for one in asked), default=0.0)
        if best >= ALIKE:
            found[row_id] = max(best, found.get(row_id, 0.0))
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))[:most]
