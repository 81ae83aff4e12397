"""What two versions of a playbook differ in."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Changed:
    """A line that is gone ("-"), new ("+") or as before (" ")."""

    sign: str
    words: str


def differences(before: list[str], after: list[str]) -> list[Changed]:
    """Both as one list of lines."""
    return list(_lines(before, after))


def _lines(before: list[str], after: list[str]) -> Iterator[Changed]:
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Changed(" ", one) for one in after[c:d])
            continue
        yield from (Changed("-", one) for one in before[a:b])
        yield from (Changed("+", one) for one in after[c:d])
