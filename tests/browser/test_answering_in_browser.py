"""Every kind of question in a browser: for everybody, by keyboard alone, and without JavaScript."""

import pytest
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.surveys.links import token_for
from emptychair.surveys.models import Response
from emptychair.surveys.queries.answers import answers_of
from emptychair.surveys.types.definition import AnswerValue
from tests.browser.for_everybody import look, visitor_of
from tests.factories.customers import make_person
from tests.factories.definitions import ask_this, every_kind
from tests.factories.surveys import make_invitation, make_survey

LANGUAGES = {"ja": "ja", "en": "en", "ar": "en"}  # and in whose colours and widths it is seen
pytestmark = pytest.mark.django_db(transaction=True)
CELLS = {"name": "Jane", "email": "jane@example.com", "phone": "03-1234-5678", "company": "Tea"}
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
    "contact": AnswerValue(cells=CELLS),
    "consent": AnswerValue(number=1),
}


@pytest.fixture
def invitation(people, settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    survey = ask_this(make_survey(people.workspace), every_kind())
    person = make_person(people.workspace, language="ja")
    return make_invitation(survey, person, language="ja", asked_at=timezone.now())


def path_of(invitation) -> str:
    return f"/a/{token_for(invitation.workspace_id, invitation.pk)}/"


def said_by(people) -> dict[str, AnswerValue]:
    response = Response.objects.get()
    assert response.finished_at is not None
    return answers_of(Access.system(people.workspace, "tests"), response)


def go_on(page):
    with page.expect_navigation():
        page.locator("button[value=next]").click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_for_everybody(browser, live_server, invitation, language):
    page = visitor_of(browser, LANGUAGES[language], live_server.url)
    address = f"{path_of(invitation)}?language={language}&page="
    for key in ("scales", "choices", "last"):
        page.goto(f"{address}{key}")
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else None)
        look(page)
    page.goto(f"{address}last")
    page.locator("[name=q-number]").fill("many")
    go_on(page)
    page.complaints.clear()  # the browser complains of the status 422
    assert page.evaluate("document.activeElement.className") == "problems"
    look(page)
    page.locator(".problems a").first.click()
    assert page.evaluate("document.activeElement.name") == "q-number"
    page.context.close()


def test_the_thanks_are_for_everybody(browser, live_server, invitation):
    page = visitor_of(browser, "en", live_server.url)
    page.goto(path_of(invitation))
    page.locator("label", has=page.locator("#q-nps-9")).click()
    go_on(page)
    page.locator("#q-single-price").check()
    go_on(page)
    page.locator("#q-consent").check()
    go_on(page)
    assert page.get_by_role("link", name="Tell a friend").is_visible()
    for language in LANGUAGES:
        page.goto(f"{path_of(invitation)}?language={language}")
        look(page)
    page.context.close()


def test_every_kind_is_answered_by_keyboard_alone(browser, live_server, invitation, people):
    page = visitor_of(browser, "en", live_server.url)
    page.goto(f"{path_of(invitation)}?language=en")
    keys = _Keys(page)
    for key, number in (
        ("nps", 9),
        ("csat", 4),
        ("faces", 2),
        ("ces", 6),
        ("pmf", 2),
        ("agree", 3),
    ):
        keys.choose(f"q-{key}", str(number))
        if key == "nps":
            keys.write("q-why", "warm")
    keys.press_button("next")
    keys.choose("q-single", "speed")
    keys.tick("q-multiple", "price")
    keys.tick("q-multiple", "staff")
    keys.to("document.activeElement.matches('.ranking li:nth-child(2) button')")
    page.keyboard.press("Enter")
    assert page.locator("[role=status]").last.inner_text() == "Time: place 1"
    keys.choose("q-picture", "blue")
    keys.choose("q-matrix-row-cook", "2")
    keys.choose("q-matrix-row-driver", "5")
    keys.press_button("next")
    keys.write("q-short_text", "tea")
    keys.write("q-number", "7")
    keys.to("document.activeElement.name === 'q-date'")
    page.keyboard.type("11222026")
    for part, words in CELLS.items():
        keys.write(f"q-contact-part-{part}", words)
    keys.tick("q-consent", "1")
    keys.press_button("next")
    assert page.get_by_role("heading", name="Wonderful").is_visible()
    page.context.close()
    assert said_by(people) == SAID


def test_every_kind_is_answered_without_javascript(browser, live_server, invitation, people):
    page = visitor_of(browser, "en", live_server.url, java_script_enabled=False)
    page.goto(f"{path_of(invitation)}?language=en&score=9")
    assert page.locator("#q-nps-9").is_checked()
    page.locator("[name=q-why]").fill("warm")
    for key, number in (("csat", 4), ("faces", 2), ("ces", 6), ("pmf", 2), ("agree", 3)):
        page.locator("label", has=page.locator(f"#q-{key}-{number}")).click()
    go_on(page)
    page.locator("#q-single-speed").check()
    for key in ("price", "staff"):
        page.locator(f"#q-multiple-{key}").check()
    for place, key in enumerate(("time", "taste", "box"), 1):
        page.locator(f"#q-ranking-{key}").select_option(str(place))
    page.locator("#q-picture-blue").check()
    for row, number in (("cook", 2), ("driver", 5)):
        step = page.locator(f"[name=q-matrix-row-{row}][value='{number}']")
        page.locator("label", has=step).click()
    page.locator("button[value=back]").click()
    assert page.locator("[name=q-why]").input_value() == "warm"
    go_on(page)
    assert page.locator("#q-ranking-time").input_value() == "1"
    go_on(page)
    page.locator("[name=q-short_text]").fill("tea")
    page.locator("[name=q-number]").fill("7")
    page.locator("[name=q-date]").fill("2026-11-22")
    for part, words in CELLS.items():
        page.locator(f"[name=q-contact-part-{part}]").fill(words)
    go_on(page)
    assert page.locator("#q-consent-problem").is_visible()
    page.locator("#q-consent").check()
    go_on(page)
    assert page.get_by_role("heading", name="Wonderful").is_visible()
    page.context.close()
    assert said_by(people) == SAID


class _Keys:
    """Somebody without a mouse: Tab, arrows, space, Enter and letters."""

    def __init__(self, page):
        self.page = page

    def to(self, there):
        for _ in range(40):
            if self.page.evaluate(there):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(there)

    def choose(self, name, value):
        """A point of a scale, or one of several: the arrows move within the group."""
        self.to(f"document.activeElement.name === '{name}'")
        if self.page.evaluate("!document.activeElement.checked"):
            self.page.keyboard.press("Space")
        for _ in range(12):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.page.keyboard.press("ArrowRight")
        raise AssertionError(name)

    def tick(self, name, value):
        self.to(f"document.activeElement.matches('[name={name}][value=\"{value}\"]')")
        self.page.keyboard.press("Space")

    def write(self, name, words):
        self.to(f"document.activeElement.name === '{name}'")
        self.page.keyboard.type(words)

    def press_button(self, value):
        self.to(f"document.activeElement.matches('button[value={value}]')")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
