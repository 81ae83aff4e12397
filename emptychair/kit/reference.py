"""Pages of `docs/reference/` that are made from the code. Who owns the list writes the page.

    @reference_page("jobs.md")
    def jobs_page() -> str: ...

Pages live in a package's `reference.py`, which `manage.py write_reference` finds. Only what is
ours is listed: `is_ours` keeps out what a plugin or a test registered.
"""

import inspect
from collections.abc import Callable, Iterable
from typing import Any

Page = Callable[[], str]
_PAGES: dict[str, Page] = {}


def reference_page(name: str) -> Callable[[Page], Page]:
    """Register what writes the page with this file name. Raises `ValueError` for a name in use."""

    def register(page: Page) -> Page:
        if name in _PAGES:
            raise ValueError(f"Two pages of the reference are called {name}.")
        _PAGES[name] = page
        return page

    return register


def reference_pages() -> dict[str, str]:
    """Every page by the name of its file, whole."""
    return {name: _PAGES[name]() for name in sorted(_PAGES)}


def page(title: str, *, source: str, intro: str, head: Iterable[str], rows: Iterable[Any]) -> str:
    """A page that is one table. `source` is where to change it."""
    head = tuple(head)
    lines = [_row(head), _row("---" for _ in head), *(_row(row) for row in rows)]
    return (
        f"# {title}\n\nWritten by `make docs` from {source}; change it there.\n\n"
        f"{intro}\n\n" + "".join(lines)
    )


def first_sentence(thing: Any) -> str:
    """What the docstring says first, in one line."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


def is_ours(thing: Any) -> bool:
    """Whether a function or class is part of the product itself."""
    return str(thing.__module__).startswith("emptychair.")


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
