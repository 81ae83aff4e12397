"""Two questions to a file: how it would be read, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from emptychair.sheets.batches import Converter, Tally
from emptychair.sheets.columns import Choices, choose_columns
from emptychair.sheets.content import Profile, profiles_of
from emptychair.sheets.dates import order_of
from emptychair.sheets.errors import SheetError
from emptychair.sheets.headers import Header, find_header
from emptychair.sheets.scores import read_score, scale_of, scale_problems
from emptychair.sheets.source import Source, open_source
from emptychair.sheets.types import (
    LIMITS,
    NO_MAPPING,
    DateOrder,
    Limits,
    Options,
    Preview,
    Problem,
    Reading,
    Rejected,
    Scale,
    Shape,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from os import PathLike

_ORDERS: Final[Mapping[str, DateOrder]] = {"dmy": "dmy", "mdy": "mdy"}


@dataclass(frozen=True)
class _Plan:
    """A file that is understood: what was decided, and all that reading it needs."""

    source: Source
    header: Header
    preview: Preview
    reads_as: str | None


def preview(  # noqa: PLR0913 - one keyword for each thing a person may say about a file
    path: str | PathLike[str],
    shape: Shape,
    *,
    mapping: Mapping[str, str] = NO_MAPPING,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    date_order: str | None = None,
    limits: Limits = LIMITS,
) -> Preview:
    """How the file would be read: encoding, header, columns, dates, scale, and what is doubtful.

    Raises SheetError when it cannot be read at all; the sentence says what to do.
    """
    options = Options(mapping, encoding, delimiter, sheet, date_order)
    return _plan(Path(path), shape, options, limits).preview


def read(  # noqa: PLR0913 - the same keywords, and where rows go
    path: str | PathLike[str],
    shape: Shape,
    *,
    on_batch: Callable[[Any], None],
    on_rejected: Callable[[Rejected], None],
    progress: Callable[[int, int], None] | None = None,
    mapping: Mapping[str, str] = NO_MAPPING,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    date_order: str | None = None,
    limits: Limits = LIMITS,
) -> Reading:
    """Reads the whole file in batches of Arrow columns, never holding more than one of them.

    `on_batch` gets each `pyarrow.RecordBatch`, `on_rejected` each row that cannot be used, and
    `progress` the part done and the whole, in bytes (in rows for a workbook). Raises SheetError;
    batches given before an error in a later line must then be thrown away.
    """
    options = Options(mapping, encoding, delimiter, sheet, date_order)
    plan = _plan(Path(path), shape, options, limits)
    converter = Converter(plan.preview.columns, len(plan.header.names), plan.reads_as, on_rejected)
    row = plan.header.lines + 1
    for rows in _batches(plan.source, plan.header.lines, limits):
        batch = converter.convert(rows, row)
        row += len(rows)
        if batch.num_rows:
            on_batch(batch)
        if progress:
            progress(plan.source.done, plan.source.total)
    return _told(plan, converter)


def _weight(row: list[str]) -> int:
    """About how many characters' worth of memory a row takes; empty cells are not free."""
    return sum(map(len, row)) + 8 * len(row)


def _sample(source: Source, limits: Limits) -> tuple[list[list[str]], bool]:
    """The first rows, and whether that is all there is."""
    rows: list[list[str]] = []
    size = 0
    for row in source.rows():
        if len(rows) >= limits.sample_rows or size >= limits.batch_chars:
            return rows, False
        rows.append(row)
        size += _weight(row)
    return rows, True


def _batches(source: Source, skip: int, limits: Limits) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    size = 0
    for row in islice(source.rows(), skip, None):
        rows.append(row)
        size += _weight(row)
        if len(rows) >= limits.batch_rows or size >= limits.batch_chars:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows


def _plan(path: Path, shape: Shape, options: Options, limits: Limits) -> _Plan:
    said = options.date_order
    if said not in {None, "ymd", "dmy", "mdy"}:
        raise SheetError("bad-date-order", order=str(said))
    source = open_source(path, options, limits)
    try:
        return _plan_of(source, shape, options, limits)
    except SheetError as error:
        if error.code not in {"no-score", "no-rows"}:
            raise
        found = _sheet_with_answers(path, source, shape, options, limits)
        if found is None:
            raise
        return found


def _sheet_with_answers(
    path: Path, source: Source, shape: Shape, options: Options, limits: Limits
) -> _Plan | None:
    """The first sheet after a cover that holds answers; None for a text file or a named sheet."""
    every = (*((source.sheet,) if source.sheet else ()), *source.other_sheets)
    for name in source.other_sheets:
        chosen = replace(options, sheet=name)
        try:
            plan = _plan_of(open_source(path, chosen, limits), shape, chosen, limits)
        except SheetError:
            continue
        others = ", ".join(one for one in every if one != name)
        told = Problem("other-sheets", {"sheets": others}, "info")
        seen = replace(plan.preview, problems=(told, *plan.preview.problems))
        return replace(plan, preview=seen)
    return None


def _plan_of(source: Source, shape: Shape, options: Options, limits: Limits) -> _Plan:
    sample, complete = _sample(source, limits)
    header = find_header(sample, shape, options, limits)
    below = sample[header.lines :]
    choices = choose_columns(
        header, profiles := profiles_of(below, len(header.names)), shape, options.mapping
    )
    _check_score(header, choices, shape, below, complete=complete)
    order, reads_as, told = _dates(source, header, choices, profiles, options)
    scale, score_header = _scale(header, choices, profiles)
    problems = (*source.problems, *choices.problems, *told, *scale_problems(scale, score_header))
    seen = Preview(
        format=source.format,
        encoding=source.encoding,
        delimiter=source.delimiter,
        sheet=source.sheet,
        vendor=header.vendor.name if header.vendor else None,
        header_lines=header.lines,
        headers=header.names,
        columns=choices.columns,
        unused=choices.unused,
        date_order=order,
        scale=scale,
        language=_language(header, choices, profiles),
        problems=problems,
    )
    return _Plan(source, header, seen, reads_as)


def _check_score(
    header: Header, choices: Choices, shape: Shape, below: list[list[str]], *, complete: bool
) -> None:
    found = {choice.field for choice in choices.columns}
    no_rows = complete and not any(cell.strip() for row in below for cell in row)
    if no_rows:
        raise SheetError("no-rows")
    if any(field.required and field.name not in found for field in shape.fields):
        raise SheetError("no-score", headers=", ".join(header.names[:60]))


def _dates(
    source: Source, header: Header, choices: Choices, profiles: list[Profile], options: Options
) -> tuple[DateOrder | None, str | None, tuple[Problem, ...]]:
    """The order of the dates, the order they are read in, and a warning when it is a guess."""
    at = [one.index for one in choices.columns if one.field in {"answered_at", "asked_at"}]
    order, example = order_of(cell for index in at for cell in profiles[index].cells)
    vendor = header.vendor.date_order if header.vendor else None
    if not example:
        return order, None, ()
    if said := _ORDERS.get(options.date_order or ""):
        return said, said, ()
    if order == "ambiguous":
        order, example = order_of(_cells(source, header, at))
    if order != "ambiguous":
        return order, order, ()
    if vendor:
        return vendor, vendor, ()
    guess = "dmy" if "." in example or source.delimiter == ";" else "mdy"
    told = Problem("ambiguous-dates", {"read_as": guess, "example": example}, "warning")
    return order, guess, (told,)


def _cells(source: Source, header: Header, at: list[int]) -> Iterator[str]:
    for row in islice(source.rows(), header.lines, None):
        for index in at:
            if index < len(row):
                yield row[index]


def _scale(header: Header, choices: Choices, profiles: list[Profile]) -> tuple[Scale, str]:
    chosen = next(choice for choice in choices.columns if choice.field == "score")
    counts = [0] * 11
    for cell in profiles[chosen.index].cells:
        if (score := read_score(cell)) >= 0:
            counts[score] += 1
    return scale_of(counts, header.known_as[chosen.index]), chosen.header


def _language(
    header: Header, choices: Choices, profiles: list[Profile]
) -> Literal["ja", "en"] | None:
    """Japanese when headers or comments hold kana or kanji, English when they hold letters."""
    comment = next((one.index for one in choices.columns if one.field == "comment"), None)
    cells = profiles[comment].cells[:200] if comment is not None else ()
    japanese = sum(any("぀" <= sign <= "鿿" for sign in cell) for cell in cells)
    if cells:
        return "ja" if japanese * 2 >= len(cells) else "en"
    text = "".join(header.names)
    if any("぀" <= sign <= "鿿" for sign in text):
        return "ja"
    return "en" if any(sign.isalpha() for sign in text) else None


def _told(plan: _Plan, converter: Converter) -> Reading:
    """The preview again, with the scale and the problems that only the whole file can tell."""
    tally = converter.tally
    chosen = next(choice for choice in plan.preview.columns if choice.field == "score")
    scale = scale_of(tally.scores, plan.header.known_as[chosen.index])
    problems = [one for one in plan.preview.problems if not one.code.startswith("scale-")]
    problems += [*scale_problems(scale, chosen.header), *_counted(tally), *_clocks(converter)]
    final = replace(plan.preview, scale=scale, problems=tuple(problems))
    rejected = tally.rejected.total()
    return Reading(final, tally.read, tally.used, rejected, final.problems)


def _counted(tally: Tally) -> Iterator[Problem]:
    if tally.rejected["duplicate"]:
        yield Problem("duplicates", {"rows": tally.rejected["duplicate"]}, "warning")
    for name, count in tally.bad_dates.items():
        example = tally.bad_date_example[name]
        yield Problem(
            "unreadable-dates", {"field": name, "rows": count, "example": example}, "warning"
        )
    if tally.uneven:
        yield Problem("uneven-rows", {"rows": tally.uneven, "first": tally.uneven_row}, "info")


def _clocks(converter: Converter) -> Iterator[Problem]:
    zones = sorted(converter.times.zones)
    if zones:
        severity: Literal["info", "warning"] = "info" if len(zones) == 1 else "warning"
        yield Problem("zone-ignored", {"zones": ", ".join(zones)}, severity)
    if converter.times.unix:
        yield Problem("unix-times-in-utc", {}, "info")
