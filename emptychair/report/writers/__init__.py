"""A report written down: one HTML file, JSON, a workbook, Markdown."""

from collections.abc import Callable, Mapping

from emptychair.report.types import Report
from emptychair.report.writers.json import as_json
from emptychair.report.writers.markdown import as_markdown
from emptychair.report.writers.page import as_page
from emptychair.report.writers.workbook import as_workbook

Writer = Callable[[Report], bytes]

WRITERS: Mapping[str, Writer] = {
    "html": as_page,
    "json": as_json,
    "xlsx": as_workbook,
    "md": as_markdown,
}
