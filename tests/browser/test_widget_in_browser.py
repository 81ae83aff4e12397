"""The widget on somebody else's page: under a strict policy, on a slow line, without a line, by
keyboard alone, for everybody.
"""

import gzip
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import AxeResults
from django.db import OperationalError

from emptychair.surveys.models import Collector, Response
from emptychair.surveys.queries.answers import answers_of
from emptychair.surveys.services.collecting import PlaceSettings, create_place
from emptychair.surveys.types.definition import AnswerValue
from emptychair.web.respond.scripts import joined
from tests.browser.for_everybody import AXE, LOOK
from tests.browser.patient import answers_stored
from tests.factories.definitions import ask_this, definition, every_kind, page, question
from tests.factories.surveys import make_survey

pytestmark = pytest.mark.django_db(transaction=True)
HTML = """<!doctype html><html lang="en"><head><title>Shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Shop</h1><p>Tea, <a href="#more">more</a>.</p><button id="buy">Buy</button>
<section id="feedback" aria-label="Feedback"></section></main>
<script src="{server}/w/widget.js" data-place="{key}" {more} async></script></body></html>"""
WIDGET = "emptychair-widget"
SAID = {
    "nps": AnswerValue(number=9),
    "why": AnswerValue(text="warm"),
    "csat": AnswerValue(number=4),
    "faces": AnswerValue(number=2),
    "ces": AnswerValue(number=6),
    "pmf": AnswerValue(number=2),
    "agree": AnswerValue(number=3),
    "single": AnswerValue(choices=("speed",)),
    "multiple": AnswerValue(choices=("price", "staff")),
    "ranking": AnswerValue(choices=("time", "taste", "box")),
    "picture": AnswerValue(choices=("blue",)),
    "matrix": AnswerValue(cells={"cook": 2, "driver": 5}),
    "short_text": AnswerValue(text="tea"),
    "number": AnswerValue(number=7),
    "date": AnswerValue(text="2026-11-22"),
    "contact": AnswerValue(cells={"name": "Jane", "email": "jane@example.com"}),
    "consent": AnswerValue(number=1),
}
SHORT = definition(
    page(question("nps", required=True), question("long_text", key="why", why_of="nps"))
)


@pytest.fixture
def shop(browser, live_server, people, settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        made = _Shop(browser, live_server.url, people, site)
        yield made
        made.leave()
        site.shutdown()


class _Page(BaseHTTPRequestHandler):
    """Serves the one page of the shop, whatever is asked for."""

    def do_GET(self):
        self.send_response(200)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.server.html.encode())

    def log_message(self, *_words):
        pass


class _Shop:
    """Another origin, with a policy that allows scripts and connections to ours and no more."""

    def __init__(self, browser, server, people, site):
        self.server, self.people, self.site = server, people, site
        self.origin = f"http://127.0.0.1:{site.server_port}"
        self.context = browser.new_context(
            locale="en", reduced_motion="reduce", viewport={"width": 1280, "height": 900}
        )
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("pageerror", lambda problem: self.complaints.append(str(problem)))
        self.page.on("console", self._hear)

    def _hear(self, told):
        wanted = told.type in {"error", "warning"}
        if (
            wanted
            and "/pictures/" not in str(told.location)
            and "favicon" not in told.text
            and "ERR_INTERNET" not in told.text
        ):
            self.complaints.append(told.text)

    def leave(self):
        self.page.goto("about:blank")
        self.page.wait_for_timeout(800)  # what leaves with the page arrives before the tables go
        self.context.close()

    def place(self, asked, *, show="popup", **triggers):
        survey = ask_this(make_survey(self.people.workspace, state="running"), asked)
        more = {"show": show, "triggers": triggers, "remember": "no"}
        settings = PlaceSettings(name="site", origins=(self.origin,), more=more)
        return create_place(self.people.system, survey, kind="widget", settings=settings)

    def visit(self, place, more="", *, path="/shop/"):
        self.site.html = HTML.format(server=self.server, key=place.key, more=more)
        policy = (
            f"default-src 'none'; script-src {self.server}; connect-src {self.server}; "
            f"img-src {self.server}; style-src 'none'; base-uri 'none'"
        )
        kind = "text/html; charset=utf-8"
        self.site.headers = {"Content-Security-Policy": policy, "Content-Type": kind}
        self.page.goto(f"{self.origin}{path}")
        return self.page

    def wait_for_answer(self, until):
        """The answer in the database once `until` holds of it."""
        for _ in range(100):
            with suppress(OperationalError):  # SQLite in memory, while the server writes
                found = Response.objects.first()
                if found is not None and until(found):
                    return found
            self.page.wait_for_timeout(100)
        raise AssertionError(Response.objects.values())


def choose(page, key, value):
    page.locator(f"{WIDGET} label", has=page.locator(f"[name=q-{key}][value='{value}']")).click()


def test_the_sizes_are_held():
    sizes = [len(gzip.compress(joined(one).encode(), 9)) for one in ("widget", "questions")]
    assert sizes[0] <= 15 * 1024
    assert sum(sizes) <= 30 * 1024


def test_somebody_answers_under_a_strict_policy_and_no_cookie_is_set(shop):
    page = shop.visit(shop.place(SHORT, after=0))
    choose(page, "nps", 9)
    shop.wait_for_answer(lambda said: said.score == 9)
    assert Response.objects.get().finished_at is None  # partial answers are kept
    page.locator(f"{WIDGET} textarea").fill("warm")
    page.get_by_role("button", name="Send my answer").click()
    assert page.get_by_role("heading", name="Thank you").is_visible()
    said = shop.wait_for_answer(lambda said: said.finished_at)
    assert (said.comment, said.aside, said.person) == ("warm", "", None)
    assert shop.context.cookies() == []
    assert page.evaluate("localStorage.length") == 0
    assert shop.complaints == []


def test_every_kind_is_answered_and_comes_late(shop):
    page = shop.visit(shop.place(every_kind(), after=0))
    for key, value in (("nps", 9), ("csat", 4), ("faces", 2), ("ces", 6), ("pmf", 2), ("agree", 3)):
        choose(page, key, value)
    page.locator(f"{WIDGET} [name=q-why]").fill("warm")
    page.get_by_role("button", name="Next").click()
    assert page.get_by_role("heading", name="You said 9").is_visible()
    page.get_by_role("button", name="Next").click()
    assert page.locator(f"{WIDGET} .wrong").inner_text() == "Please answer this."
    choose(page, "single", "speed")
    for key in ("price", "staff"):
        choose(page, "multiple", key)
    for name in ("Time", "Taste", "Box"):
        page.get_by_role("button", name=f"Move up: {name}").click()
    choose(page, "picture", "blue")
    for row, value in (("cook", 2), ("driver", 5)):
        choose(page, f"matrix-{row}", value)
    page.get_by_role("button", name="Next").click()
    page.locator(f"{WIDGET} [name=q-short_text]").fill("tea")
    page.locator(f"{WIDGET} [name=q-number]").fill("many")
    page.get_by_role("button", name="Send my answer").click()
    assert "such as 12" in page.locator(f"{WIDGET} .wrong").first.inner_text()
    page.locator(f"{WIDGET} [name=q-number]").fill("７")
    page.locator(f"{WIDGET} [name=q-date]").fill("2026-11-22")
    page.locator(f"{WIDGET} [name=q-contact-name]").fill("Jane")
    page.locator(f"{WIDGET} [name=q-contact-email]").fill("jane@example.com")
    page.locator(f"{WIDGET} [name=q-consent]").check()
    page.get_by_role("button", name="Send my answer").click()
    assert page.get_by_role("link", name="Tell a friend").is_visible()
    said = shop.wait_for_answer(lambda said: said.finished_at)
    assert answers_of(shop.people.system, said) == SAID
    assert shop.complaints == []


def test_on_a_slow_line_nothing_is_lost_and_nothing_comes_twice(shop):
    place = shop.place(SHORT, after=0)
    shop.context.route(
        "**/w/**", lambda route: (shop.page.wait_for_timeout(700), route.continue_())
    )
    page = shop.visit(place)
    choose(page, "nps", 8)
    choose(page, "nps", 9)
    page.get_by_role("button", name="Send my answer").click()
    shop.wait_for_answer(lambda said: said.finished_at and said.score == 9)
    assert answers_stored() == 1


def test_without_a_line_the_answer_waits_and_goes_when_there_is_one(shop):
    page = shop.visit(shop.place(SHORT, after=0))
    page.locator(f"{WIDGET} form").wait_for()
    shop.context.set_offline(True)
    choose(page, "nps", 7)
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_text("There is no connection. Your answer is kept and sent later.").wait_for()
    assert answers_stored() == 0
    shop.context.set_offline(False)
    said = shop.wait_for_answer(lambda said: said.finished_at)
    assert (said.score, answers_stored()) == (7, 1)


def test_by_keyboard_alone(shop):
    page = shop.visit(shop.place(SHORT, show="tab"))
    page.locator(f"{WIDGET} .tab").wait_for()
    active = f"document.querySelector('{WIDGET}').shadowRoot.activeElement"

    def to(there):
        for _ in range(20):
            if page.evaluate(f"({active} && {active}.matches({there!r})) || false"):
                return
            page.keyboard.press("Tab")
        raise AssertionError(there)

    to(".tab")
    page.keyboard.press("Enter")
    assert page.locator(f"{WIDGET} [role=dialog]").is_visible()
    to("input[type=radio]")
    page.keyboard.press("Space")
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    to("textarea")
    page.keyboard.type("warm")
    to("button.main")
    page.keyboard.press("Tab")  # the last one: round to the first
    assert page.evaluate(f"{active}.getAttribute('aria-label')") == "Close"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(f"{active}.className") == "main"
    page.keyboard.press("Enter")
    assert page.get_by_role("heading", name="Thank you").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(f"{WIDGET} [role=dialog]").is_hidden()
    assert page.evaluate(f"{active}.classList.contains('tab')")
    said = shop.wait_for_answer(lambda said: said.finished_at)
    assert (said.score, said.comment) == (9, "warm")


@pytest.mark.parametrize("language", ["ja", "en", "ar"])
def test_axe_finds_nothing(shop, language):
    shop.context.set_extra_http_headers({"Accept-Language": language})
    page = shop.visit(shop.place(every_kind(), after=0), f'data-language="{language}"')
    steps = (("nps", 2), ("single", "price"))
    for turn in range(4):
        frame = page.locator(f"{WIDGET} .frame")
        frame.locator("form").wait_for()
        assert frame.get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        for theme in ("light", "dark"):
            for width in (1280, 390):
                page.emulate_media(color_scheme=theme)
                page.set_viewport_size({"width": width, "height": 900})
                page.evaluate(AXE.axe_script) if turn + width == 1280 else None
                found = AxeResults(page.evaluate(LOOK))
                assert found.violations_count == 0, (turn, theme, width, found.generate_report())
        if turn == 3:
            break
        if turn != 1:
            choose(page, *steps[turn // 2])
        page.locator(f"{WIDGET} button.main").click()
        page.wait_for_timeout(100)
    page.locator(f"{WIDGET} button.main").click()
    assert page.locator(f"{WIDGET} .wrong").count() == 1


def test_an_unsigned_name_is_nobody(shop):
    page = shop.visit(shop.place(SHORT, after=0), 'data-user-id="1042" data-signature="made-up"')
    choose(page, "nps", 9)
    shop.wait_for_answer(lambda said: said.score == 9 and said.person is None)


@pytest.mark.parametrize(
    ("triggers", "act"),
    [
        ({"click": "#buy"}, lambda page: page.locator("#buy").click()),
        ({"event": "bought"}, lambda page: page.evaluate("emptychair('track', 'bought')")),
        ({"scroll": 50}, lambda page: page.mouse.wheel(0, 3000)),
        ({"exit": True}, lambda page: page.evaluate(LEAVE)),
        ({"after": 1, "pages": ["/shop/*"]}, lambda page: None),
    ],
)
def test_a_trigger_asks_and_takes_the_focus_from_nobody(shop, triggers, act):
    page = shop.visit(shop.place(SHORT, **triggers))
    page.locator(WIDGET).wait_for(state="attached")
    assert page.locator(f"{WIDGET} [role=dialog]").is_hidden()
    page.evaluate(
        "document.body.append(...Array(200).fill().map(() => document.createElement('hr')))"
    )
    act(page)
    page.locator(f"{WIDGET} form").wait_for()
    assert page.evaluate(f"document.activeElement !== document.querySelector('{WIDGET}')")


LONG = "document.body.append(...Array.from({length: 200}, () => document.createElement('hr')))"
LEAVE = "document.dispatchEvent(new MouseEvent('mouseout', {clientY: -1, bubbles: true}))"


def test_on_other_pages_it_stays_away(shop):
    page = shop.visit(shop.place(SHORT, after=0, pages=["/checkout/*"]))
    page.locator(WIDGET).wait_for(state="attached")
    page.wait_for_timeout(500)
    assert page.locator(f"{WIDGET} form").count() == 0


def test_where_the_site_allows_it_a_visitor_is_asked_once_and_goes_on_where_they_were(shop):
    place = shop.place(every_kind(), after=0)
    page = shop.visit(place, 'data-remember="yes"')
    choose(page, "nps", 9)
    shop.wait_for_answer(lambda said: said.score == 9)
    page.reload()
    page.wait_for_timeout(800)
    assert page.locator(f"{WIDGET} form").count() == 0
    page.evaluate("emptychair('open')")
    assert page.locator(f"{WIDGET} [name=q-nps][value='9']").is_checked()


def test_it_stands_inside_of_the_page(shop):
    page = shop.visit(shop.place(SHORT, show="inline", inside="#feedback"))
    page.locator(f"#feedback {WIDGET} form").wait_for()
    assert page.locator(f"{WIDGET} [role=dialog]").count() == 0
    choose(page, "nps", 9)
    shop.wait_for_answer(lambda said: said.score == 9)


def test_who_leaves_a_sign_up_is_asked_one_question_set_up_by_one_form(shop, client):
    client.force_login(shop.people.alice)
    form = {"origins": shop.origin, "pages": "/signup/*", "touchpoint": ""}
    made = client.post("/surveys/leaving/", form)
    place = Collector.objects.get()
    assert made["Location"] == f"/places/{place.pk}/"
    assert f"data-place=&quot;{place.key}&quot;" in client.get(made["Location"]).content.decode()
    page = shop.visit(place, path="/signup/step-2")
    page.locator(WIDGET).wait_for(state="attached")
    assert page.locator(f"{WIDGET} [role=dialog]").is_hidden()
    page.evaluate(LEAVE)
    page.locator(f"{WIDGET} form").wait_for()
    choose(page, "reason", "price")
    page.locator(f"{WIDGET} button.main").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    said = shop.wait_for_answer(lambda said: said.finished_at)
    found = answers_of(shop.people.system, said)
    assert found["reason"].choices == ("price",)
    assert (said.person, said.is_counted) == (None, True)
    assert not shop.complaints
    assert not shop.context.cookies()
