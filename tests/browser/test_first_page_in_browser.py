"""The first page as people meet it: languages, themes, wide and narrow, without a mouse."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

JSON = {
    "nps": {"score": 18.6, "low": -6.1, "high": 42.2, "n": 1204},
    "contact_first": [{"comment": "請求の名義変更に三週間。", "reason": "三度目です。"}],
}

pytestmark = pytest.mark.browser


@pytest.fixture
def address(live_server, data_folder, settings):
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    (data_folder / "demo").mkdir()
    for language in ("ja", "en"):
        stem = data_folder / "demo" / f"report-{language}"
        stem.with_suffix(".html").write_text("<style>h1 { color: rgb(1, 2, 3) }</style><h1>R</h1>")
        stem.with_suffix(".json").write_text(json.dumps(JSON), encoding="utf-8")
    return f"{live_server.url}/demo/"


def visit(browser, address, **options):
    page = browser.new_context(**options).new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.goto(address)
    return page


def test_the_page_is_for_everybody_and_fits_everywhere(address, browser):
    for locale in ("ja", "en"):
        for scheme in ("light", "dark"):
            for width in (390, 1280):
                view = {"width": width, "height": 900}
                page = visit(
                    browser,
                    address,
                    locale=locale,
                    color_scheme=scheme,
                    viewport=view,
                    bypass_csp=True,  # axe is a script of ours, put in from outside
                )
                found = Axe().run(page)
                assert found.violations_count == 0, found.generate_report()
                assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_language_is_switched_and_the_report_read_by_keyboard_alone(address, browser):
    page = visit(browser, address, locale="ja")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("button[value=en]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("html[lang=en]")
    page.get_by_role("link", name="Read the report").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/demo/report/ja/")
    # the style of the report passes its own policy
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(1, 2, 3)"
    assert page.complaints == []
