"""From a report to a file."""

from collections.abc import Callable

from emptychair.digests.types import Content, Form


def write(content: Content, form: str) -> bytes:
    """The report as a file of this kind."""
    return _writer(form)(content)


def _writer(form: str) -> Callable[[Content], bytes]:
    """The libraries are loaded only where a file is written."""
    if form == Form.PDF:
        from emptychair.digests.writers.paper import as_pdf

        return as_pdf
    if form == Form.XLSX:
        from emptychair.digests.writers.workbook import as_workbook

        return as_workbook
    from emptychair.digests.writers.slides import as_slides

    return as_slides
