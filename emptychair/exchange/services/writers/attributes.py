"""Columns that nobody asked for become attributes, each under its key and of its kind."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.text import slugify

from emptychair.customers.models import AttributeDefinition
from emptychair.customers.types import AttributeKind
from emptychair.exchange.services.ledger import Ledger
from emptychair.exchange.types import Row
from emptychair.sheets.amounts import read_number

_MOST: Final = 60


class Attributes:
    """The attributes of the rows of a batch; what has no definition yet gets one."""

    def __init__(self, ledger: Ledger, rows: Sequence[Row], *, owner: str) -> None:
        """`owner` says whose they are: person or company."""
        headers = dict.fromkeys(header for row in rows for header in row.others)
        self._keys = {header: _key(header) for header in headers}
        known = AttributeDefinition.objects.visible_to(ledger.access).filter(
            applies_to=owner, key__in=self._keys.values()
        )
        self._kinds: dict[str, str] = {one.key: one.kind for one in known}
        for header, key in self._keys.items():
            if key not in self._kinds:
                carrier = next(row for row in rows if header in row.others)
                kind = _kind_of([row.others[header] for row in rows if header in row.others])
                self._kinds[key] = kind
                ledger.add(
                    carrier,
                    AttributeDefinition(
                        workspace=ledger.access.workspace,
                        applies_to=owner,
                        key=key,
                        label=header[:120],
                        kind=kind,
                    ),
                )
        ledger.flush(AttributeDefinition)

    def of(self, row: Row) -> dict[str, Any]:
        """The attributes of a row: the JSON it brought, and its further columns."""
        given: dict[str, Any] = dict(row.values.get("attributes") or {})
        for header, text in row.others.items():
            key = self._keys[header]
            given[key] = _value(text, self._kinds[key])
        return given


def _key(header: str) -> str:
    return slugify(header, allow_unicode=True).replace("-", "_")[:_MOST] or "column"


def _kind_of(texts: list[str]) -> str:
    numbers = all(read_number(text) is not None and not text.startswith("0") for text in texts)
    return AttributeKind.NUMBER if numbers else AttributeKind.TEXT


def _value(text: str, kind: str) -> Any:
    if kind == AttributeKind.NUMBER:
        number = read_number(text)
        if number is not None:
            return int(number) if number.is_integer() else number
    return text
