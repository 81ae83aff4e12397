# ruff: noqa: INP001 - a script to be run, no part of a package
"""Pictures of the main pages of a running demo, in both languages, into docs/screens; also of what
customers meet: the mail by itself, the widget on a page, the tablet.

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
PLACE = "Pictures"  # of the widget and the tablet that are opened for them
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
    "scorecard": ("/scorecard/", ""),
    "explore": ("/explore/", ""),
    "drivers": ("/drivers/", ""),
    "effect": ("/initiatives/", r"/initiatives/\d+/", "effect/"),
    "at-risk": ("/success/", ""),
    "health": ("/success/health/", ""),
    "silence": ("/silence/", ""),
    "quiet-loss": ("/silence/quiet-loss/", ""),
    "first-value": ("/first-value/", ""),
    "renewals": ("/renewals/", ""),
    "kpis": ("/outcomes/", ""),
    "plans": ("/plans/", ""),
    "playbooks": ("/playbooks/", ""),
    "touch": ("/touch/", ""),
    "fit": ("/fit/", ""),
}


# A page of somebody's shop, which the browser alone knows.
SHOP = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{name}</title>
<style>body{{margin:0;font:16px/1.7 sans-serif;background:#f7f7f2;color:#222}}
header{{padding:14px 64px;background:#fff;border-bottom:1px solid #ddd;font-weight:700}}
main{{padding:40px 64px}}
section{{width:800px;height:120px;margin:16px 0;background:#fff;border-radius:8px}}
</style></head><body><header>{name}</header><main><h1>{thanks}</h1><p>{when}</p><section></section>
<section></section></main>{script}</body></html>"""
SAID = {
    "ja": ("あおぞらキッチン", "ご注文ありがとうございました", "明日の午前中にお届けします。"),
    "en": ("Blue Sky Kitchen", "Thank you for your order", "We deliver tomorrow morning."),
}


def take_all(base: str) -> None:
    """Both languages, light, 1280 by 900: what one sees without scrolling."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for language in ("ja", "en"):
            _take(browser, base, language)
            _take_outside(browser, base, language)
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
        _keep(page, name, language)
    context.close()


def _take_outside(browser: Browser, base: str, language: str) -> None:
    """What customers meet. The mail at the width of a phone, the tablet at that of a tablet."""
    context = browser.new_context(
        locale=language, color_scheme="light", viewport={"width": 1280, "height": 800}
    )
    page = context.new_page()
    _go(page, base + "/settings/outbox/?purpose=survey", base, r"/settings/outbox/\d+/")
    mail = page.frame_locator("iframe.mail").locator("html").evaluate("one => one.outerHTML")
    page.set_viewport_size({"width": 640, "height": 900})
    page.goto("about:blank")  # our own pages allow no styles inside of the text
    page.set_content(mail)
    _keep(page, "invitation", language)
    page.set_viewport_size({"width": 1280, "height": 800})
    script = _place(page, base, "widget", {"origins": "https://www.example.com", "after": "0"})
    script = re.sub(r'src="https?://[^/"]+', f'src="{base}', script)
    name, thanks, when = SAID[language]
    shop = SHOP.format(language=language, name=name, thanks=thanks, when=when, script=script)
    there = base + "/shop-window/"
    page.route(there, lambda route: route.fulfill(body=shop, content_type="text/html"))
    page.goto(there)
    page.locator("emptychair-widget form").wait_for()
    _keep(page, "widget", language)
    kiosk = _place(page, base, "kiosk", {})
    page.set_viewport_size({"width": 1024, "height": 768})
    page.goto(re.sub(r"^https?://[^/]+", base, kiosk), wait_until="networkidle")
    _keep(page, "kiosk", language)
    context.close()


def _place(page: Page, base: str, kind: str, fields: dict[str, str]) -> str:
    """The line, or the address, of a place of this kind; opened where there is none yet."""
    _go(page, base + "/surveys/?state=running", base, r"/surveys/\d+/")
    places = page.url + "places/"
    name = f"{PLACE} ({kind})"
    page.goto(places)
    if not page.get_by_role("link", name=name, exact=True).count():
        page.goto(f"{places}{kind}/")
        for field, value in {"name": name, **fields}.items():
            page.locator(f"main [name={field}]").fill(value)
        page.locator("main form .main").click()
        page.goto(places)
    page.get_by_role("link", name=name, exact=True).click()
    return page.locator("#script, #link").first.input_value()


def _keep(page: Page, name: str, language: str) -> None:
    path = FOLDER / f"{name}-{language}.png"
    size = len(page.screenshot(path=path, type="png", animations="disabled"))
    if size > LARGEST:
        sys.exit(f"{path.name} has {size:,} bytes: more than {LARGEST:,}.")


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
