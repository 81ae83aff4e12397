"""A file that can be gone through row by row, whatever it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from emptychair.sheets.container import kind_of
from emptychair.sheets.delimited import open_delimited
from emptychair.sheets.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from emptychair.sheets.types import Limits, Options, Problem


class Source(Protocol):
    """Rows of text cells; `done` of `total` says how far the reading is."""

    @property
    def format(self) -> str: ...
    @property
    def encoding(self) -> str | None: ...
    @property
    def delimiter(self) -> str | None: ...
    @property
    def sheet(self) -> str | None: ...
    @property
    def problems(self) -> tuple[Problem, ...]: ...
    @property
    def other_sheets(self) -> tuple[str, ...]: ...
    @property
    def done(self) -> int: ...
    @property
    def total(self) -> int: ...
    def rows(self) -> Iterator[list[str]]: ...


def open_source(path: Path, options: Options, limits: Limits) -> Source:
    """The file behind `path`. Raises SheetError when it is no table or too large."""
    kind = kind_of(path, limits)
    if kind == "text":
        return open_delimited(path, options, limits)
    return open_workbook(path, kind, options, limits)
