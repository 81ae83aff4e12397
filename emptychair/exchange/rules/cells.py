"""From the text of a cell to a value: times in UTC, amounts, addresses, scores."""

import json
import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from emptychair.exchange.types import ImportField
from emptychair.sheets.amounts import read_number
from emptychair.sheets.dates import DateReader
from emptychair.sheets.scores import REASONS, read_score

_BLANKS: Final = frozenset(
    "- -- — – ー n/a na #n/a null none nan なし 無し 不明 未登録 未設定".split()  # noqa: SIM905 - read better so
)
_MAIL: Final = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]{2,}")
_UTC: Final = re.compile(r"\d\s*(?:Z|UTC|GMT)$", re.IGNORECASE)
_PLAIN: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_UNIX: Final = re.compile(r"\d{9,13}(?:\.\d+)?")
_LANGUAGES: Final = {"日本語": "ja", "japanese": "ja", "jpn": "ja", "jp": "ja", "英語": "en"}
_LARGEST: Final = 10**12
_LARGEST_FIGURE: Final = 10**15  # what no column for money holds
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class BadCell(ValueError):  # noqa: N818 - named as what happened
    """A cell that cannot be read as what it should be; `reason` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CellReader:
    """Reads cells of one file: in one time zone, with one order of days and months."""

    def __init__(self, zone: ZoneInfo, order: str) -> None:
        self._zone = zone
        used: Literal["dmy", "mdy"] = "dmy" if order == "dmy" else "mdy"
        self._dates = DateReader(used)
        self._ways = {
            "email": self._email,
            "time": self._time,
            "date": self._date,
            "number": self._number,
            "amount": self._amount,
            "json": self._json,
            "language": self._language,
            "score": self._score,
        }

    def read(self, field: ImportField, header: str, text: str) -> Any:
        """The value; None for a blank cell. Raises `BadCell`."""
        plain = text.strip()
        if not plain:
            return None
        way = self._ways.get(field.reads)
        if way is None:
            return self._text(plain, field.longest)
        if plain.casefold() in _BLANKS:
            return None
        value = way(plain, header)
        if isinstance(value, str) and len(value) > field.longest:
            raise BadCell("too-long")
        return value

    def _text(self, plain: str, longest: int) -> str:
        if longest <= 300:
            plain = " ".join(plain.split())
        if len(plain) > longest:
            raise BadCell("too-long")
        return plain.replace("\x00", "")

    def _email(self, plain: str, _header: str) -> str:
        address = unicodedata.normalize("NFKC", plain).strip().lower().removeprefix("mailto:")
        if not _MAIL.fullmatch(address):
            raise BadCell("bad-email")
        return address

    def _time(self, plain: str, header: str) -> datetime:
        if plain[4:5] == "-" and len(plain) >= 16:
            try:
                moment = datetime.fromisoformat(plain)
            except ValueError:
                pass
            else:
                return self._placed(moment, in_utc="utc" in header.casefold())
        seconds = self._dates(plain)
        if seconds is None:
            raise BadCell("bad-time")
        in_utc = bool(_UTC.search(plain) or _UNIX.fullmatch(plain)) or "utc" in header.casefold()
        return self._placed(
            (_EPOCH + timedelta(seconds=seconds)).replace(tzinfo=None), in_utc=in_utc
        )

    def _placed(self, moment: datetime, *, in_utc: bool) -> datetime:
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC if in_utc else self._zone)
        if not 1900 <= moment.year <= 2100:
            raise BadCell("bad-time")
        return moment.astimezone(UTC)

    def _date(self, plain: str, _header: str) -> date:
        seconds = self._dates(plain)
        if seconds is None:
            raise BadCell("bad-time")
        return (_EPOCH + timedelta(seconds=seconds)).date()

    def _number(self, plain: str, _header: str) -> Decimal:
        number = read_number(plain)
        if number is None or abs(number) >= _LARGEST:
            raise BadCell("bad-number")
        return Decimal(repr(number)).quantize(Decimal("0.01"))

    def _amount(self, plain: str, _header: str) -> float:
        """A number with all its decimals; money is rounded, an error or a share is not.

        What machines write is taken as it stands: 4.567 is less than five.
        """
        bare = plain.removesuffix("%").removesuffix("％").strip()
        number = float(bare) if _PLAIN.fullmatch(bare) else read_number(bare)
        if number is None or abs(number) > _LARGEST_FIGURE:
            raise BadCell("bad-number")
        return float(number)

    def _json(self, plain: str, _header: str) -> dict[str, Any] | None:
        try:
            found = json.loads(plain)
        except ValueError:
            raise BadCell("bad-json") from None
        if not isinstance(found, dict):
            raise BadCell("bad-json")
        return found or None

    def _language(self, plain: str, _header: str) -> str:
        small = plain.casefold()
        if small in _LANGUAGES:
            return _LANGUAGES[small]
        if small.startswith(("en", "ja")) and not small[2:3].isalpha():
            return small[:2]
        return "en" if small == "english" else small

    def _score(self, plain: str, _header: str) -> int | None:
        score = read_score(plain)
        if score >= 0:
            return score
        if REASONS[score] == "no-score":
            return None
        raise BadCell(REASONS[score])
