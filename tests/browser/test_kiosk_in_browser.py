"""The tablet in the shop: one after the other, without a line, and staff leave with a PIN."""

from contextlib import suppress

import pytest
from axe_playwright_python.sync_playwright import AxeResults
from django.db import OperationalError

from emptychair.surveys.models import Response
from emptychair.surveys.services.collecting import PlaceSettings, create_place, set_pin
from emptychair.web.respond import widget
from tests.browser.for_everybody import AXE, LOOK
from tests.browser.patient import answers_stored
from tests.factories.definitions import ask_this, definition, every_kind, page, question
from tests.factories.surveys import make_survey

pytestmark = pytest.mark.django_db(transaction=True)
SHORT = definition(page(question("nps", required=True)))
SMALL = """() => [...document.querySelector('[data-place]').shadowRoot
  .querySelectorAll('button,label>span,textarea,select,input:not([type=radio],[type=checkbox])')]
  .filter(one => one.getClientRects().length && !one.closest('.trap') && !one.closest('.hide'))
  .filter(one => one.getBoundingClientRect().height < 44 && !one.closest('.choices,.as-consent'))
  .map(one => one.outerHTML)"""


@pytest.fixture
def tablet(browser, live_server, people, settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    made = _Tablet(browser, live_server.url, people)
    yield made
    made.leave()


class _Tablet:
    def __init__(self, browser, server, people):
        self.server, self.people = server, people
        self.context = browser.new_context(
            locale="en",
            reduced_motion="reduce",
            viewport={"width": 1024, "height": 768},
            has_touch=True,
        )
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()

    def leave(self):
        self.page.goto("about:blank")
        self.page.wait_for_timeout(800)  # what leaves with the page arrives before the tables go
        self.context.close()

    def open(self, asked, **more):
        survey = ask_this(make_survey(self.people.workspace, state="running"), asked)
        place = create_place(
            self.people.system,
            survey,
            kind="kiosk",
            settings=PlaceSettings(name="Ginza", more=more),
        )
        set_pin(self.people.system, place, pin="4711")
        self.page.goto(f"{self.server}/s/{place.key}/kiosk/")
        self.page.get_by_role("button", name="Send my answer").or_(
            self.page.get_by_role("button", name="Next")
        ).wait_for()
        return self.page

    def answer(self, number):
        page = self.page
        page.locator("label", has=page.locator(f"[name=q-nps][value='{number}']")).tap()
        page.get_by_role("button", name="Send my answer").tap()

    def wait_for(self, count):
        for _ in range(120):
            with suppress(OperationalError):  # SQLite in memory, while the server writes
                if Response.objects.filter(finished_at__isnull=False).count() == count:
                    return sorted(Response.objects.values_list("score", flat=True))
            self.page.wait_for_timeout(100)
        raise AssertionError(Response.objects.values("score", "finished_at"))


def test_one_after_the_other_and_nobody_sees_what_came_before(tablet):
    page = tablet.open(SHORT)
    tablet.answer(9)
    assert page.get_by_role("heading", name="Thank you").is_visible()
    page.locator("[name=q-nps]").first.wait_for(state="attached")  # by itself, after the thanks
    assert page.locator("[name=q-nps]:checked").count() == 0
    tablet.answer(3)
    assert tablet.wait_for(2) == [3, 9]


def test_answers_without_a_line_survive_a_reload_and_go_later(tablet, monkeypatch):
    page = tablet.open(SHORT)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.locator("[name=q-nps]").first.wait_for(state="attached")
    tablet.context.set_offline(True)
    with monkeypatch.context() as no_line:  # what leaves with the page passes by the browser's own
        no_line.setattr(widget, "take", _lost)
        _answered_without_a_line(tablet)
        assert answers_stored() == 0
    tablet.context.set_offline(False)
    assert tablet.wait_for(1) == [7]


def _lost(*given, **named):
    raise OperationalError("no line")


def _answered_without_a_line(tablet):
    page = tablet.page
    tablet.answer(7)
    page.get_by_text("Answers waiting to be sent: 1").wait_for()
    page.reload()  # the tablet starts again without a line
    page.locator("[name=q-nps]").first.wait_for(state="attached")


def test_an_unfinished_sitting_is_kept_and_leaves_the_screen(tablet):
    page = tablet.open(every_kind(), idle_seconds=1)
    page.locator("label", has=page.locator("[name=q-nps][value='9']")).tap()
    page.get_by_role("dialog", name="Are you still there?").wait_for()
    page.get_by_role("button", name="I am here").tap()
    assert page.locator("[name=q-nps][value='9']").is_checked()
    page.get_by_role("dialog", name="Are you still there?").wait_for()
    page.get_by_role("dialog").wait_for(state="hidden")
    assert page.locator("[name=q-nps]:checked").count() == 0
    assert Response.objects.get().score == 9
    assert Response.objects.get().finished_at is None


def test_staff_leave_with_the_pin_and_nobody_else_does(tablet):
    page = tablet.open(SHORT)
    page.get_by_role("button", name="For staff").tap()
    page.get_by_label("PIN").fill("0000")
    page.get_by_role("button", name="Leave the kiosk").tap()
    page.get_by_text("That is not the PIN.").wait_for()
    page.get_by_label("PIN").fill("4711")
    page.get_by_role("button", name="Leave the kiosk").tap()
    page.get_by_role("link", name="Go on asking").wait_for()
    assert tablet.context.cookies() == []


@pytest.mark.parametrize("language", ["ja", "en", "ar"])
def test_axe_finds_nothing_and_every_target_is_large(tablet, language):
    page = tablet.open(every_kind())
    name = {"ja": "日本語", "en": "English", "ar": "العربية"}[language]
    page.get_by_role("button", name=name).tap()
    page.locator(f".frame[lang={language}]").wait_for()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.evaluate(AXE.axe_script)
        found = AxeResults(page.evaluate(LOOK))
        assert found.violations_count == 0, (theme, found.generate_report())
    assert page.evaluate(SMALL) == []


FILL = """([place, count]) => {
  const name = `emptychair:kiosk:${place}`;
  const kept = JSON.parse(localStorage.getItem(name) || "{}");
  const at = Date.now() - 3600_000;
  kept.queue = [...Array(count)].map((_, turn) => ({ at, due: 0, body: {
    sitting: `waited-${String(turn).padStart(9, "0")}`, finished: true, waited: 5000,
    language: "en", answers: { nps: { number: turn % 11 } } } }));
  localStorage.setItem(name, JSON.stringify(kept));
}"""


LEFT = "place => JSON.parse(localStorage['emptychair:kiosk:' + place]).queue.length"


@pytest.mark.slow
def test_two_hundred_that_waited_all_arrive_once_there_is_a_line(tablet):
    page = tablet.open(SHORT)
    place = page.locator("[data-place]").get_attribute("data-place")
    kiosk = page.url
    page.goto(
        f"{kiosk}worker.js"
    )  # the open kiosk would write its own memory over what is filled in
    page.evaluate(FILL, [place, 200])
    page.goto(kiosk)
    # The tablet itself knows when it is done. SQLite in memory refuses to write while somebody
    # reads it, and the tablet then waits longer with every try: nothing is read before.
    for _ in range(600):
        if page.evaluate(LEFT, place) == 0:
            break
        page.wait_for_timeout(500)
    scores = tablet.wait_for(200)
    assert [scores.count(one) for one in range(3)] == [19, 19, 18]
    page.reload()  # nothing is left to be sent again
    page.locator("[name=q-nps]").first.wait_for(state="attached")
    assert page.evaluate(LEFT, place) == 0
    assert len(tablet.wait_for(200)) == 200
