"""How well a file of unknown kind fits several shapes: the file is opened and sampled once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from emptychair.sheets.columns import choose_columns
from emptychair.sheets.content import profiles_of
from emptychair.sheets.errors import SheetError
from emptychair.sheets.headers import find_header
from emptychair.sheets.source import open_source
from emptychair.sheets.types import LIMITS, NO_MAPPING, SEGMENT, ColumnChoice, Options, Shape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from os import PathLike


@dataclass(frozen=True)
class Likeness:
    """How a shape would understand a file: its columns, and the first cells of each of them."""

    shape: str
    headers: tuple[str, ...]
    choices: tuple[ColumnChoice, ...]
    cells: Mapping[str, tuple[str, ...]]  # of the fields that have a column
    vendor: str = ""

    def named(self) -> tuple[ColumnChoice, ...]:
        """The columns that were taken because of their header, not for what is in them."""
        return tuple(one for one in self.choices if one.how != "content")


def likenesses(path: str | PathLike[str], shapes: Sequence[Shape]) -> list[Likeness]:
    """What each of the shapes makes of the file; those that know no column are left out.

    Raises SheetError when the file cannot be read.
    """
    options = Options(NO_MAPPING)
    source = open_source(Path(path), options, LIMITS)
    found = _of_sample(list(islice(source.rows(), LIMITS.sample_rows)), shapes)
    for name in source.other_sheets:
        if found:
            break
        other = open_source(Path(path), Options(NO_MAPPING, sheet=name), LIMITS)
        found = _of_sample(list(islice(other.rows(), LIMITS.sample_rows)), shapes)
    return found


def _of_sample(sample: list[list[str]], shapes: Sequence[Shape]) -> list[Likeness]:
    tried = (_likeness(sample, shape) for shape in shapes)
    return [one for one in tried if one is not None]


def _likeness(sample: list[list[str]], shape: Shape) -> Likeness | None:
    try:
        header = find_header(sample, shape, Options(NO_MAPPING), LIMITS)
    except SheetError:
        return None
    profiles = profiles_of(sample[header.lines :], len(header.names))
    found = choose_columns(header, profiles, shape, NO_MAPPING)
    choices = tuple(one for one in found.columns if not one.field.startswith(SEGMENT))
    if not choices or not any(profile.cells for profile in profiles):
        return None
    cells = {one.field: profiles[one.index].cells for one in choices}
    vendor = header.vendor.name if header.vendor else ""
    return Likeness(shape.name, header.names, choices, cells, vendor)
