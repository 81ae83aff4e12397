from __future__ import annotations

from typing import Final


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for the translators, who find it by this name; it stays as it is."""
    return sentence


SENTENCES: Final = {
    "not-found": gettext_noop("There is no file at {path}. Check the name."),
    "folder": gettext_noop("{path} is a folder. Name the file that lies in it."),
    "empty-file": gettext_noop("The file is empty. Export it again and check its size."),
    "no-rows": gettext_noop(
        "The file has a header but no answers below it. Export it again with its rows."
    ),
    "no-score": gettext_noop(
        "No column looks like a score. Say which one it is with --map score=HEADER. "
        "The file has: {headers}."
    ),
    "no-known-column": gettext_noop(
        "No column is anything that is looked for here. The file has: {headers}."
    ),
    "unknown-field": gettext_noop("There is no field called {field}. Fields are: {fields}."),
    "unknown-header-near": gettext_noop(
        "The file has no column called {header}. Nearest are: {near}."
    ),
    "unknown-header": gettext_noop("The file has no column called {header}. It has: {headers}."),
    "header-given-twice": gettext_noop(
        "{header} was given for two fields ({fields}). Give each its own column."
    ),
    "picture": gettext_noop("This is a picture ({format}), not a table, whatever its name says."),
    "pdf": gettext_noop("This is a PDF. Export the answers as CSV or XLSX instead."),
    "word-document": gettext_noop(
        "This is a Word document. Export the answers as CSV or XLSX instead."
    ),
    "compressed": gettext_noop(
        "This is a compressed file ({format}). Unpack it and give the file inside."
    ),
    "web-page": gettext_noop(
        "This is a web page saved under another name. Save it as CSV or XLSX."
    ),
    "json": gettext_noop("This is JSON, not a table. Export the answers as CSV or XLSX instead."),
    "binary": gettext_noop("This is not a text or a workbook: it holds bytes that no table has."),
    "line-too-long": gettext_noop(
        "Line {line} is longer than {limit} characters, so this is not a table of answers. "
        "Export it again, one answer a line."
    ),
    "record-too-long": gettext_noop(
        "The row that starts near line {line} never ends: a quotation mark is probably not closed. "
        "Correct it, or export the file again."
    ),
    "mixed-encodings": gettext_noop(
        "Line {line} is not written in the same encoding ({encoding}) as the lines before it. "
        "Save the whole file as UTF-8, or correct that line."
    ),
    "wrong-encoding": gettext_noop(
        "Line {line} is not {encoding}. Leave --encoding out to have it guessed."
    ),
    "unknown-encoding": gettext_noop(
        "{encoding} is not an encoding that Python knows. Try utf-8 or cp932."
    ),
    "too-many-columns": gettext_noop(
        "The file has {columns} columns; at most {limit} can be read."
    ),
    "too-many-cells": gettext_noop(
        "The sheet has {cells} cells; at most {limit} can be read. Save it as CSV."
    ),
    "zip-bomb": gettext_noop(
        "The workbook would unpack to {unpacked} bytes, far more than answers need. "
        "Save it as CSV if it is honest."
    ),
    "encrypted": gettext_noop(
        "The workbook is protected by a password. Save it without one and try again."
    ),
    "broken-workbook": gettext_noop(
        "The workbook cannot be opened. Open it in a spreadsheet and save it again."
    ),
    "workbook-too-large": gettext_noop(
        "The old workbook is over {limit} bytes. Save it as XLSX or CSV."
    ),
    "unknown-sheet": gettext_noop("There is no sheet called {sheet}. The workbook has: {sheets}."),
    "bad-delimiter": gettext_noop(
        "A delimiter is one character, such as a comma; {delimiter} is not."
    ),
    "bad-date-order": gettext_noop("A date order is ymd, dmy or mdy; {order} is not."),
}


class SheetError(ValueError):
    """A file that cannot be read: `code` and `params` for translation, `str()` in English."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(SENTENCES[code].format(**params))
        self.code = code
        self.params: dict[str, str | int] = params
