"""A page is for everybody: axe finds nothing, nothing scrolls sideways, the console is silent.

Each page is loaded once in a language and looked at twice, since neither colours nor width need
another answer of the server. Over both languages this is every theme with every width.
"""

from axe_playwright_python.sync_playwright import Axe, AxeResults

HEIGHT = 900
LOOKS = {
    "ja": (("light", 1280), ("dark", 390)),
    "en": (("dark", 1280), ("light", 390)),
}
AXE = Axe()
# Targets of 24 pixels are what WCAG 2.2 AA added; axe leaves them out unless it is told.
# Style sheets are fetched once more for experimental rules only, which do not run here.
LOOK = """axe.run({resultTypes: ["violations"], preload: {assets: ["media"]},
    rules: {"target-size": {enabled: true}}})"""


def visitor_of(browser, language, base_url, **more):
    """A page in one language that notes complaints. Close its `context` in the end."""
    context = browser.new_context(
        locale=language,
        base_url=base_url,
        reduced_motion="reduce",
        service_workers="block",
        viewport={"width": 1280, "height": HEIGHT},
        **more,
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.language = language
    page.complaints = []
    page.on("pageerror", lambda problem: page.complaints.append(str(problem)))
    page.on("console", lambda told: _complain(page, told))
    return page


def look_at(page, address, status=200):
    """Go there and look."""
    page.complaints.clear()
    answer = page.goto(address, wait_until="load")
    assert answer.status == status, (address, answer.status)
    look(page)


def look(page):
    """Look at what is there, in both colours and at both widths of this language."""
    page.evaluate(AXE.axe_script)
    for theme, width in LOOKS[page.language]:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": HEIGHT})
        here = (page.url, page.language, theme, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, here
        found = AxeResults(page.evaluate(LOOK))
        assert found.violations_count == 0, (here, found.generate_report())
    assert page.complaints == [], page.url


def _complain(page, told):
    if told.type in {"error", "warning"} and "status of 404" not in told.text:
        page.complaints.append(told.text)
