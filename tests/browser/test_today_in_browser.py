"""Today and the page of components as people meet them: by eye, by ear, by keyboard, by finger."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from emptychair.kit import agenda
from emptychair.kit.agenda import AgendaItem, Tag
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (390, 1280)


@pytest.fixture
def place(live_server, settings, people, client, monkeypatch):
    """A workspace with three rows on Today, some answers, and Alice's session."""
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    rows = [
        AgendaItem(
            key=f"row:{at}",
            kind="contact",
            tone=tone,
            sign=sign,
            title=f"伊藤 彩 {at}",
            why="2時間前に回答。",
            subject=("person", at + 1),
            actions=("call_noted", "assign", "snooze", "dismiss"),
            quote="誰に聞けばよいのかもわかりませんでした。",
            tags=(Tag("更新まで 41日", "wait"), Tag("契約 72万円")),
            urgency=1 - at / 10,
        )
        for at, (tone, sign) in enumerate((("bad", "3"), ("quiet", "silence"), ("good", "10")))
    ]
    monkeypatch.setattr(agenda, "_SOURCES", {"tests": lambda access, *, now, limit: rows})
    survey = make_survey(people.workspace)
    for score in (2, 9, 10):
        make_response(
            survey,
            make_person(people.workspace),
            score=score,
            comment="声です。",
            answered_at=timezone.now(),
        )
    client.force_login(people.alice)
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    cookie = {"name": session.key, "value": session.value, "url": live_server.url}
    return live_server.url, cookie


def visit(browser, place, path="/", **options):
    address, cookie = place
    context = browser.new_context(**({"locale": "en", "service_workers": "block"} | options))
    context.add_cookies([cookie])
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda problem: page.complaints.append(str(problem)))
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.parametrize("path", ["/", "/ui/", "/today/row/?key=row:1"])
@pytest.mark.parametrize("locale", ["ja", "en"])
def test_the_page_is_for_everybody_and_fits_everywhere(browser, place, path, locale):
    for scheme in ("light", "dark"):
        for width in WIDTHS:
            page = visit(
                browser,
                place,
                path,
                locale=locale,
                color_scheme=scheme,
                viewport={"width": width, "height": 900},
                bypass_csp=True,  # axe is a script of ours, put in from outside
            )
            found = Axe().run(page)
            assert found.violations_count == 0, (scheme, width, found.generate_report())
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.context.close()


def test_a_row_is_put_off_leaves_and_is_taken_back(browser, place):
    page = visit(browser, place)
    row = page.locator("article", has_text="伊藤 彩 0")
    row.locator("a.icon").click()
    page.get_by_role("button", name="In 3 days").click()
    page.wait_for_selector(".toast")
    expect(page.locator("article")).to_have_count(2)
    assert "2 customers" in page.locator("#contact-count").inner_text()
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator("article")).to_have_count(3)
    assert page.complaints == []


def test_a_call_is_noted_by_keyboard_alone(browser, place):
    page = visit(browser, place)
    page.keyboard.press("j")
    assert "伊藤 彩 0" in page.evaluate("document.activeElement.textContent")
    page.locator("article").first.get_by_role("link", name="Called").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-panel] input[name=note]")
    panel, row = (page.locator(each).first.bounding_box() for each in ("[data-panel]", "article"))
    assert panel["width"] > 0.9 * row["width"]  # the form has the row to itself, not one column
    page.keyboard.type("Will call again")
    page.keyboard.press("Enter")
    expect(page.locator("article")).to_have_count(2)
    assert page.complaints == []


def test_the_keys_are_shown_and_lead_to_pages(browser, place):
    page = visit(browser, place, "/ui/")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url(place[0] + "/")
    assert page.complaints == []


def test_a_customer_is_found_by_ctrl_k(browser, place, people):
    person = make_person(people.workspace, name="Aya Ito")
    page = visit(browser, place)
    page.keyboard.press("Control+k")
    page.keyboard.type("aya it")
    page.wait_for_selector("#palette-found a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/customers/people/{person.pk}/")


def test_who_was_chosen_stays_so_when_later_finds_arrive(browser, place, people):
    person = make_person(people.workspace, name="Aya Ito")
    page = visit(browser, place)
    page.keyboard.press("Control+k")
    page.keyboard.type("aya")
    page.wait_for_selector("#palette-found a")
    page.keyboard.press("ArrowDown")
    with page.expect_response(lambda answer: "it" in answer.url.partition("q=aya")[2]):
        page.keyboard.type(" it")
    page.wait_for_timeout(300)  # until it stands in the page
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/customers/people/{person.pk}/")


def test_dark_is_chosen_on_this_machine_and_stays(browser, place):
    page = visit(browser, place, color_scheme="light")
    page.locator(".person summary").click()
    page.get_by_role("button", name="Dark").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour == "rgb(23, 24, 22)"


def test_the_menu_opens_on_a_phone(browser, place):
    page = visit(browser, place, viewport={"width": 390, "height": 800}, has_touch=True)
    assert not page.get_by_role("link", name="Customers", exact=True).is_visible()
    page.get_by_role("button", name="Menu").click()
    assert page.get_by_role("link", name="Customers", exact=True).is_visible()


def test_everything_works_without_script(browser, place):
    page = visit(browser, place, java_script_enabled=False)
    page.locator("article", has_text="伊藤 彩 0").locator("a.icon").click()
    page.get_by_role("button", name="Next working day").click()
    assert page.locator("article").count() == 2
    page.get_by_role("button", name="Undo").click()
    assert page.locator("article").count() == 3


def test_a_form_that_asks_first_is_sent_only_after_a_yes(browser, place):
    page = visit(browser, place, "/ui/")
    page.get_by_role("button", name="Asks first").click()
    dialog = page.locator("#confirm")
    assert "Send 41 mails now?" in dialog.inner_text()
    dialog.get_by_role("button", name="Leave it").click()
    assert not dialog.is_visible()
    assert page.url == place[0] + "/ui/"
