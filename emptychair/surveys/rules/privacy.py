"""What may be promised to those who answer, and what may no longer be taken back."""

from emptychair.surveys.types.definition import Privacy

LEAST_GROUP, MOST_GROUP = 3, 50
LEAST_WORDS, MOST_WORDS = 3, 200
_STRICTNESS = (Privacy.NAMED, Privacy.CONFIDENTIAL, Privacy.ANONYMOUS)


def is_looser(before: str, after: str) -> bool:
    """Whether the second promises less than the first."""
    return _STRICTNESS.index(Privacy(after)) < _STRICTNESS.index(Privacy(before))


def is_sensible(*, smallest_group: int, smallest_words: int) -> bool:
    """Whether groups of this size hide somebody and still tell something."""
    return (
        LEAST_GROUP <= smallest_group <= MOST_GROUP and LEAST_WORDS <= smallest_words <= MOST_WORDS
    )


def is_anonymous(privacy: str) -> bool:
    """Whether answers are written without names and times."""
    return privacy == Privacy.ANONYMOUS


def is_named(privacy: str) -> bool:
    """Whether answers carry the name of whoever gave them, for colleagues to see."""
    return privacy == Privacy.NAMED
