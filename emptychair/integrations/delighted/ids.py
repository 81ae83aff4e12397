"""Numbers as programs of Delighted know them: strings of digits.

What was imported keeps the number it had there. What is our own gets one that no such number can
be: Delighted's have ten digits or so, ours begin at 900 000 000 000.
"""

import re

from emptychair.integrations.delighted.types import SYSTEM

OWN = 900_000_000_000
MARK = f"{SYSTEM}:"  # before the number of an imported answer, in its `external_id`
NUMBER = re.compile(r"\d{1,18}", re.ASCII)


def own_id(pk: int) -> str:
    """The number of something of ours."""
    return str(OWN + pk)


def pk_of(number: str) -> int | None:
    """The key behind a number of ours, or nothing for Delighted's numbers and for what is none."""
    if not NUMBER.fullmatch(number) or int(number) <= OWN:
        return None
    return int(number) - OWN


def response_id(pk: int, external_id: str) -> str:
    """The number of an answer."""
    if external_id.startswith(MARK):
        return external_id.removeprefix(MARK)
    return own_id(pk)
