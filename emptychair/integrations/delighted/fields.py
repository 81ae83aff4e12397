"""Reading parameters one by one, collecting what is wrong with them."""

import re
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from emptychair.integrations.delighted.errors import BAD, BLANK, LONG, Unprocessable
from emptychair.integrations.delighted.parameters import Found

PHONE = re.compile(r"\+[1-9]\d{6,14}")
TRUE, FALSE = {"true", "1", "yes", "on"}, {"false", "0", "no", "off"}
LONGEST_NAME = 255
LARGEST_TIME = 4_102_444_800  # the year 2100
LARGEST_NUMBER = 10**12
Properties = dict[str, str | None]


class Fields:
    """The parameters of a request. What cannot be used is noted; `check` tells all of it."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.errors: dict[str, list[str]] = {}

    def check(self) -> None:
        """Raise `Unprocessable` if anything was wrong."""
        if self.errors:
            raise Unprocessable(self.errors)

    def wrong(self, name: str, why: str = BAD) -> None:
        """Note what is wrong with a parameter."""
        self.errors.setdefault(name, [])
        if why not in self.errors[name]:
            self.errors[name].append(why)

    def has(self, *names: str) -> bool:
        """Whether one of these is given and not null."""
        return any(self.found.get(name) is not None for name in names)

    def text(self, *names: str) -> str:
        """The first of these that is given, as text; "" without."""
        for name in names:
            value = _last(self.found.get(name))
            if value is None:
                continue
            if isinstance(value, dict):
                self.wrong(name)
                return ""
            return _word(value).strip()
        return ""

    def name(self, *names: str) -> str:
        """A name of a person: short enough."""
        found = self.text(*names)
        if len(found) >= LONGEST_NAME:
            self.wrong(names[0], LONG)
        return found

    def email(self, *names: str) -> str:
        """A mail address; "" without one or when it is none."""
        found = self.text(*names)
        if not found:
            return ""
        try:
            validate_email(found)
        except ValidationError:
            self.wrong(names[0])
            return ""
        if len(found) > 254:
            self.wrong(names[0])
            return ""
        return found

    def phone(self, *names: str) -> str:
        """A telephone number in the form +819012345678; "" without one or when it is none."""
        found = self.text(*names)
        if found and not PHONE.fullmatch(found):
            self.wrong(names[0])
            return ""
        return found

    def number(self, name: str, usual: int | None = None, *, least: int | None = None) -> Any:
        """A whole number, also as text; `usual` without one."""
        value = _last(self.found.get(name))
        if value is None or value == "":
            return usual
        found = _whole(value)
        if found is None or (least is not None and found < least):
            self.wrong(name)
            return usual
        return found

    def moment(self, name: str) -> datetime | None:
        """Unix seconds as a moment; nothing without."""
        found = self.number(name)
        if found is None:
            return None
        if not 0 <= found <= LARGEST_TIME:
            self.wrong(name)
            return None
        return datetime.fromtimestamp(found, tz=UTC)

    def truth(self, name: str, *, usual: bool) -> bool:
        """True or false in all their spellings."""
        value = _last(self.found.get(name))
        if value is None or value == "":
            return usual
        if isinstance(value, bool):
            return value
        word = str(value).strip().lower()
        if word not in TRUE | FALSE:
            self.wrong(name)
            return usual
        return word in TRUE

    def many(self, name: str) -> list[str]:
        """A list, also of one."""
        value = self.found.get(name)
        if value is None or isinstance(value, dict):
            return []
        return [_word(one) for one in (value if isinstance(value, list) else [value])]

    def properties(self, name: str) -> Properties | None:
        """A map of texts, as Delighted stores it; nothing when it is not given."""
        value = self.found.get(name)
        if value is None or value in ("", []):
            return None
        if not isinstance(value, dict):
            self.wrong(name)
            return None
        found: Properties = {}
        for word, one in value.items():
            key = _word(word)
            if isinstance(one, dict) or (
                isinstance(one, list) and any(isinstance(each, dict | list) for each in one)
            ):
                self.wrong(name)
            elif isinstance(one, list):
                found[key] = ", ".join(_word(each) for each in one)
            else:
                found[key] = None if one is None else _word(one)
        return found

    def require(self, name: str) -> None:
        """Note a parameter that is not given, or empty."""
        if not self.text(name) and name not in self.errors:
            self.wrong(name, BLANK)


def _last(value: Any) -> Any:
    return value[-1] if isinstance(value, list) and value else value


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value).replace("\x00", "")


def _whole(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if abs(value) < LARGEST_NUMBER else None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < LARGEST_NUMBER else None
    word = str(value).strip()
    return int(word) if re.fullmatch(r"[+-]?\d{1,12}", word, re.ASCII) else None
