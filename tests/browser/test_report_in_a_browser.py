"""The report as people see it: both languages, wide and on a phone, light and dark, on paper."""

import pytest
from axe_playwright_python.sync_playwright import Axe

WIDTHS = {"desktop": 1280, "phone": 390}


@pytest.fixture
def page_of(browser, reports):
    opened = []

    def page(language: str, width: int = 1280, scheme: str = "light"):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True
        )
        page = context.new_page()
        opened.append(context)
        page.goto(reports[language].as_uri())
        return page

    yield page
    for context in opened:
        context.close()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", WIDTHS)
def test_axe_finds_nothing(page_of, language, scheme, size):
    page = page_of(language, WIDTHS[size], scheme)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_nothing_scrolls_sideways_on_a_phone(page_of, language):
    page = page_of(language, 390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("language", ["ja", "en"])
def test_only_one_drawing_of_each_chart_is_shown(page_of, language):
    for width in WIDTHS.values():
        page = page_of(language, width)
        for figure in page.locator("figure").all():
            assert figure.locator("svg[role=img]").filter(visible=True).count() == 1


def test_the_keyboard_opens_the_table_behind_a_chart(page_of):
    page = page_of("en")
    summary = page.locator("figure summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("figure table").first.is_visible()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_prints_on_a4(page_of, language):
    paper = page_of(language).pdf(format="A4", prefer_css_page_size=True)
    assert paper.startswith(b"%PDF")
    assert 3 <= paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") <= 16


def test_it_asks_for_nothing_on_the_network(browser, reports):
    context = browser.new_context()
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(reports["ja"].as_uri())
    assert asked == [reports["ja"].as_uri()]
    context.close()
