"""What people write, cleaned; and a short form of it."""

from emptychair.loop.errors import NothingWritten

TITLE_LENGTH = 60


def words_of(text: str) -> str:
    """Without the space around it. Raises `NothingWritten` when nothing is left."""
    words = text.strip()
    if not words:
        raise NothingWritten
    return words


def short_title(text: str, *, length: int = TITLE_LENGTH) -> str:
    """The first line of a text, cut at `length`, with a sign that it goes on."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
