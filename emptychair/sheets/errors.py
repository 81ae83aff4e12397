from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "not-found": "There is no file at {path}. Check the name.",
    "empty-file": "The file is empty. Export it again and check its size.",
    "no-rows": "The file has a header but no answers below it. Export it again with its rows.",
    "no-score": (
        "No column looks like a score. Say which one it is with --map score=HEADER. "
        "The file has: {headers}."
    ),
    "unknown-field": "There is no field called {field}. Fields are: {fields}.",
    "unknown-header": "The file has no column called {header}.{close} It has: {headers}.",
    "header-given-twice": "{header} was given for two fields ({fields}). Give each its own column.",
    "picture": "This is a picture ({format}), not a table, whatever its name says.",
    "pdf": "This is a PDF. Export the answers as CSV or XLSX instead.",
    "word-document": "This is a Word document. Export the answers as CSV or XLSX instead.",
    "compressed": "This is a compressed file ({format}). Unpack it and give the file inside.",
    "web-page": "This is a web page saved under another name. Save it as CSV or XLSX.",
    "json": "This is JSON, not a table. Export the answers as CSV or XLSX instead.",
    "binary": "This is not a text or a workbook: it holds bytes that no table has.",
    "line-too-long": (
        "Line {line} is longer than {limit} characters, so this is not a table of answers. "
        "Export it again, one answer a line."
    ),
    "record-too-long": (
        "The row that starts near line {line} never ends: a quotation mark is probably not closed. "
        "Correct it, or export the file again."
    ),
    "mixed-encodings": (
        "Line {line} is not written in the same encoding ({encoding}) as the lines before it. "
        "Save the whole file as UTF-8, or correct that line."
    ),
    "wrong-encoding": "Line {line} is not {encoding}. Leave --encoding out to have it guessed.",
    "unknown-encoding": "{encoding} is not an encoding that Python knows. Try utf-8 or cp932.",
    "too-many-columns": "The file has {columns} columns; at most {limit} can be read.",
    "too-many-cells": "The sheet has {cells} cells; at most {limit} can be read. Save it as CSV.",
    "zip-bomb": (
        "The workbook would unpack to {unpacked} bytes, far more than answers need. "
        "Save it as CSV if it is honest."
    ),
    "encrypted": "The workbook is protected by a password. Save it without one and try again.",
    "broken-workbook": "The workbook cannot be opened. Open it in a spreadsheet and save it again.",
    "workbook-too-large": "The old workbook is over {limit} bytes. Save it as XLSX or CSV.",
    "unknown-sheet": "There is no sheet called {sheet}. The workbook has: {sheets}.",
    "bad-delimiter": "A delimiter is one character, such as a comma; {delimiter} is not.",
    "bad-date-order": "A date order is ymd, dmy or mdy; {order} is not.",
}


class SheetError(ValueError):
    """A file that cannot be read: `code` and `params` for translation, `str()` in English."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(SENTENCES[code].format(**params))
        self.code = code
        self.params: dict[str, str | int] = params
