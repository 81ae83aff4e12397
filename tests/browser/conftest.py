"""A browser of this machine; tests are marked `browser` and left out where there is none."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def pytest_collection_modifyitems(items) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("Chromium is missing: install Debian's chromium, or leave out `-m browser`.")
    # Playwright keeps a loop in this thread; the tests use the database from the same one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def reports(tmp_path_factory) -> dict[str, Path]:
    """The reports of the demo company as files, by language."""
    from datetime import datetime

    from emptychair.demo import generate
    from emptychair.report.making import Options, make_report
    from emptychair.report.writers import WRITERS

    folder = tmp_path_factory.mktemp("pages")
    generate(folder)
    pages = {}
    for language in ("ja", "en"):
        made = make_report(
            folder / f"survey-{language}.csv", Options(), now=datetime(2026, 11, 1, 9, 0)
        )
        pages[language] = folder / f"report-{language}.html"
        pages[language].write_bytes(WRITERS["html"](made.report))
    return pages
