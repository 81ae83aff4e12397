# ruff: noqa: INP001 - a script to be run, no part of a package
"""Pictures of the main pages of a running demo, in both languages, into docs/screens; some as on a
phone; also of what customers meet (the mail by itself, the widget, the tablet, the page on which
they sign a figure), and of the board's report on paper and as slides.

Run it with the address of a demo that lets visitors in (`EMPTYCHAIR_DEMO_SIGN_IN=on emptychair
run`): `python tools/screens.py http://localhost:8000`, and names of pictures for these alone. The
report takes `pdftoppm`, its slides LibreOffice (`soffice`); without them those pictures stay.
"""

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

FOLDER = Path(__file__).parent.parent / "docs" / "screens"
LARGEST, COLOURS = 250_000, 128
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
    "warning": ("/scorecard/", r"/scorecard/warnings/\d+/"),
    "explore": ("/explore/", ""),
    "drivers": ("/drivers/", ""),
    "effect": ("/initiatives/?state=done", r"/initiatives/\d+/", "effect/"),
    "effects": ("/effects/", ""),
    "money": ("/scores/money/", ""),
    "alerts": ("/alerts/", ""),
    "alert": ("/alerts/", r"/alerts/\d+/"),
    "board-report": ("/reports/", r"/reports/\d+/", "preview/"),
    "at-risk": ("/success/", ""),
    "health": ("/success/health/", ""),
    "silence": ("/silence/", ""),
    "quiet-loss": ("/silence/quiet-loss/", ""),
    "first-value": ("/first-value/", ""),
    "renewals": ("/renewals/", ""),
    "kpis": ("/outcomes/", ""),
    "kpi": ("/outcomes/", r"/outcomes/kpis/\d+/"),
    "plans": ("/plans/", ""),
    "playbooks": ("/playbooks/", ""),
    "playbook": ("/playbooks/", r"/playbooks/\d+/"),
    "touch": ("/touch/", ""),
    "fit": ("/fit/", ""),
}

ON_A_PHONE = ("today", "scorecard", "explore", "effects", "effect", "alerts", "at-risk", "kpi")

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


def take_all(base: str, names: set[str]) -> None:
    """Both languages, light, 1280 by 900 and 390 by 844: what one sees without scrolling."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for language in ("ja", "en"):
            _take(browser, base, language, names & {*PAGES})
            if names & {"invitation", "widget", "kiosk"}:
                _take_outside(browser, base, language)
            if "signing" in names:
                _take_signing(browser, base, language)
            for form in names & {"pdf", "pptx"}:
                _take_report(browser, base, language, form)
        browser.close()


def _take(browser: Browser, base: str, language: str, names: set[str]) -> None:
    context = _context(browser, language, 1280, 900)
    page = context.new_page()
    page.set_default_timeout(120_000)
    for name in [one for one in PAGES if one in names]:
        address, link, *then = PAGES[name]
        page.set_viewport_size({"width": 1280, "height": 900})
        if name == "alert" and not _has(page, base + address, link):
            continue  # nothing was told in this language's company
        _go(page, base + address, base, link)
        if then == [ANSWER]:
            frame = page.frame_locator("iframe.mail")
            there = str(frame.locator("a[href*='score=9']").first.get_attribute("href"))
            page.goto(re.sub(r"^https?://[^/]+", base, there))
        elif then:
            page.goto(page.url + then[0])
        _keep(page, name, language)
        if name in ON_A_PHONE:
            page.set_viewport_size({"width": 390, "height": 844})
            _keep(page, f"{name}-390", language)
    context.close()


def _context(browser: Browser, language: str, width: int, height: int) -> BrowserContext:
    return browser.new_context(
        locale=language, color_scheme="light", viewport={"width": width, "height": height}
    )


def _take_signing(browser: Browser, base: str, language: str) -> None:
    """The page on which a customer says that a figure is right, of a link that is made for it."""
    context = _context(browser, language, 1280, 900)
    page = context.new_page()
    page.goto(base + "/outcomes/")
    for address in dict.fromkeys(re.findall(r"/outcomes/kpis/\d+/", page.content())):
        page.goto(f"{base}{address}ask/")
        page.locator("button[name=link_only]").click()
        page.goto(base + address)
        if page.locator("input[id^=link-]").count():  # what has no figure yet is not asked for
            break
    there = page.locator("input[id^=link-]").first.input_value()
    address = re.sub(r"^https?://[^/]+", base, there)
    page.goto(f"{address}?language={language}", wait_until="networkidle")  # not the customer's own
    _keep(page, "signing", language)
    page.set_viewport_size({"width": 390, "height": 844})
    _keep(page, "signing-390", language)
    context.close()


def _take_report(browser: Browser, base: str, language: str, form: str) -> None:
    """Two pages of the board's report: side by side on paper, one above the other as slides."""
    if not shutil.which("pdftoppm") or (form == "pptx" and not shutil.which("soffice")):
        needed = "poppler-utils and libreoffice-impress"
        print(f"No picture of the {form}: install {needed}.")  # noqa: T201 - told at once
        return
    context = _context(browser, language, 1280, 900)
    page = context.new_page()
    page.goto(base + "/reports/", wait_until="networkidle")
    boards = page.locator("main tbody tr").filter(has_text="PPTX").locator("th a").first
    there = base + str(boards.get_attribute("href"))
    answer = context.request.get(f"{there}preview/{form}/", timeout=120_000)
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / f"report.{form}"
        file.write_bytes(answer.body())
        if form == "pptx":
            _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", name, str(file))
        pdf = str(folder / "report.pdf")
        _run("pdftoppm", "-r", "80", "-l", "2", "-png", pdf, str(folder / "page"))
        pages = [Image.open(one).convert("RGB") for one in sorted(folder.glob("page*.png"))]
        _save(_beside(pages), f"{'slides' if form == 'pptx' else 'paper'}-{language}.png")
    context.close()


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)  # noqa: S603 - our own words


def _beside(pages: list[Image.Image]) -> Image.Image:
    """The pages on one sheet."""
    width, height, upright = *pages[0].size, pages[0].height > pages[0].width
    gap = 16
    size = (width * 2 + gap, height) if upright else (width, height * 2 + gap)
    sheet = Image.new("RGB", size, "#d8d8d2")
    for number, page in enumerate(pages[:2]):
        place = number * ((width if upright else height) + gap)
        sheet.paste(page, (place, 0) if upright else (0, place))
    return sheet


def _take_outside(browser: Browser, base: str, language: str) -> None:
    """What customers meet. The mail at the width of a phone, the tablet at that of a tablet."""
    context = _context(browser, language, 1280, 800)
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
    picture = page.screenshot(type="png", animations="disabled")
    _save(Image.open(io.BytesIO(picture)).convert("RGB"), f"{name}-{language}.png")


def _save(picture: Image.Image, name: str) -> None:
    """With a palette: a page has few colours, and a third of the bytes then."""
    path = FOLDER / name
    small = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    size = path.stat().st_size
    if size > LARGEST:
        sys.exit(f"{path.name} has {size:,} bytes: more than {LARGEST:,}.")


def _has(page: Page, address: str, link: str) -> bool:
    page.goto(address, wait_until="networkidle")
    return re.search(f'href="({link})["?#]', page.content()) is not None


def _go(page: Page, address: str, base: str, link: str) -> None:
    answer = page.goto(address, wait_until="networkidle")
    if link:
        found = re.search(f'href="({link})["?#]', page.content())
        if found is None:
            sys.exit(f"No link like {link} on {address}.")
        answer = page.goto(base + found.group(1), wait_until="networkidle")
    if answer is None or not answer.ok:
        sys.exit(f"{page.url} did not answer: is the demo loaded, and are visitors let in?")


ALL = {*PAGES, "invitation", "widget", "kiosk", "signing", "pdf", "pptx"}

if __name__ == "__main__":
    address = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"
    take_all(address, {*sys.argv[2:]} & ALL or ALL)
