"""How a table that goes out is declared."""

from dataclasses import dataclass, field
from typing import Any, Literal

from emptychair.exchange.types import Text

Masked = Literal["", "name", "email", "comment", "cells", "hidden"]


@dataclass(frozen=True)
class ExportColumn:
    """One column: its header (as our import reads it), the path to its value, how it is masked.

    `name`, `email`, `comment` and the texts in `cells` are masked for those who may not see names;
    `hidden` is left out.
    """

    header: str
    path: str
    masked: Masked = ""


@dataclass(frozen=True)
class ExportTable:
    """One table. `model` is its label; `person` the path to the name masked in comments."""

    name: str
    label: Text
    model: str
    columns: tuple[ExportColumn, ...]
    person: str = ""
    where: dict[str, Any] = field(default_factory=dict)

    @property
    def paths(self) -> tuple[str, ...]:
        """All values a row needs."""
        return tuple(dict.fromkeys([*(one.path for one in self.columns), *self._person]))

    @property
    def _person(self) -> list[str]:
        return [self.person] if self.person else []


def columns(text: str, /, **masked: Masked) -> tuple[ExportColumn, ...]:
    """Columns from "header" or "header=path" in a comma separated list, masked by header."""
    found = []
    for part in text.split(","):
        header, _, path = part.strip().partition("=")
        found.append(ExportColumn(header, path or header, masked.get(header, "")))
    return tuple(found)
