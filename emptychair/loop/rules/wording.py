"""What people write, cleaned; and a short form of it."""

from collections.abc import Collection

from emptychair.kit.masking import cut_whole
from emptychair.loop.errors import NothingWritten

TITLE_LENGTH = 60


def words_of(text: str) -> str:
    """Without the space around it. Raises `NothingWritten` when nothing is left."""
    words = text.strip()
    if not words:
        raise NothingWritten
    return words


def short_title(text: str, *, length: int = TITLE_LENGTH, names: Collection[str] = ()) -> str:
    """A text in one line, cut at `length`, with a sign that it goes on.

    A title is stored as it was said and masked when it is read, so the cut never leaves a piece of
    a number, an address or one of `names`.
    """
    return cut_whole(" ".join(text.split()), length, names)
