# ruff: noqa: INP001 - a script to be run, no part of a package
"""Pictures of the main pages of a running demo, in both languages, into docs/screens.

Run it with the address of a demo that lets visitors in (`EMPTYCHAIR_DEMO_SIGN_IN=on emptychair
run`): `python tools/screens.py http://localhost:8000`.
"""

import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent.parent / "docs" / "screens"
LARGEST = 250_000
ANSWER = "the page behind a number of the mail"
PAGES: dict[str, tuple[str, ...]] = {
    "today": ("/", ""),
    "person": ("/voices/", r"/customers/people/\d+/"),
    "case": ("/", r"/cases/\d+/"),
    "scores": ("/scores/", ""),
    "touchpoints": ("/touchpoints/", ""),
    "voices": ("/voices/", ""),
    "initiative": ("/initiatives/", r"/initiatives/\d+/"),
    "survey": ("/surveys/", r"/surveys/\d+/"),
    "mail": ("/settings/outbox/?purpose=survey", r"/settings/outbox/\d+/"),
    "data": ("/settings/data/", ""),
    "programme": ("/programme/", ""),
    "questions": ("/surveys/", r"/surveys/\d+/", "questions/"),
    "answer": ("/settings/outbox/?purpose=survey", r"/settings/outbox/\d+/", ANSWER),
}


def take_all(base: str) -> None:
    """Both languages, light, 1280 by 900: what one sees without scrolling."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for language in ("ja", "en"):
            _take(browser, base, language)
        browser.close()


def _take(browser: Browser, base: str, language: str) -> None:
    context = browser.new_context(
        locale=language, color_scheme="light", viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    for name, (address, link, *then) in PAGES.items():
        _go(page, base + address, base, link)
        if then == [ANSWER]:
            frame = page.frame_locator("iframe.mail")
            there = str(frame.locator("a[href*='score=9']").first.get_attribute("href"))
            page.goto(re.sub(r"^https?://[^/]+", base, there))
        elif then:
            page.goto(page.url + then[0])
        path = FOLDER / f"{name}-{language}.png"
        size = len(page.screenshot(path=path, type="png", animations="disabled"))
        if size > LARGEST:
            sys.exit(f"{path.name} has {size:,} bytes: more than {LARGEST:,}.")
    context.close()


def _go(page: Page, address: str, base: str, link: str) -> None:
    answer = page.goto(address, wait_until="networkidle")
    if link:
        found = re.search(f'href="({link})["?#]', page.content())
        if found is None:
            sys.exit(f"No link like {link} on {address}.")
        answer = page.goto(base + found.group(1), wait_until="networkidle")
    if answer is None or not answer.ok:
        sys.exit(f"{page.url} did not answer: is the demo loaded, and are visitors let in?")


if __name__ == "__main__":
    take_all(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000")
