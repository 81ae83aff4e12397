"""A scanner that runs scripts opens the links of a mail and waits; a person moves a hand."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from emptychair.surveys.links import token_for
from emptychair.surveys.models import Response
from tests.browser.patient import answers_stored
from tests.factories.customers import make_person
from tests.factories.surveys import make_invitation, make_survey

HIDES_ITSELF = "Object.defineProperty(navigator, 'webdriver', { get: () => false })"
LONG = 4000  # milliseconds, well over what the page needs to see


@pytest.fixture
def invitation(people, transactional_db):
    now = timezone.now()
    return make_invitation(
        make_survey(people.workspace),
        make_person(people.workspace),
        language="en",
        asked_at=now,
        expires_at=now + timedelta(days=30),
    )


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 390, "height": 800})
    context.add_init_script(HIDES_ITSELF)
    yield context.new_page()
    context.close()


def score_link(live_server, invitation, score):
    token = token_for(invitation.workspace_id, invitation.pk)
    return f"{live_server.url}/a/{token}/?score={score}"


def scores():
    return list(Response.objects.counted().values_list("score", flat=True))


def test_a_scanner_with_a_browser_leaves_no_score(live_server, page, invitation):
    for score in (0, 7, 10):
        page.goto(score_link(live_server, invitation, score), wait_until="networkidle")
        page.wait_for_timeout(LONG)
        page.evaluate(  # what a script does is no sign of a person
            """() => { scrollTo(0, 400);
                document.dispatchEvent(new PointerEvent('pointerdown'));
                document.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' })); }"""
        )
        page.wait_for_timeout(500)
    assert answers_stored() == 0


def test_a_person_who_moves_the_hand_has_answered(live_server, page, invitation):
    page.goto(score_link(live_server, invitation, 7))
    told = page.locator("[data-confirmed]")
    expect(told).to_be_hidden()
    page.mouse.move(100, 200)
    page.mouse.move(200, 300, steps=5)
    expect(told).to_be_visible(timeout=10_000)
    assert scores() == [7]
    page.get_by_role("radio", name="9").check(force=True)
    page.wait_for_timeout(1500)
    assert scores() == [9]
    page.locator("textarea").fill("Quick.")
    page.get_by_role("button").last.click()
    page.wait_for_load_state()
    answer = Response.objects.get()
    assert (answer.score, answer.comment, answer.is_counted) == (9, "Quick.", True)


def test_a_person_at_the_keyboard_has_answered(live_server, page, invitation):
    page.goto(score_link(live_server, invitation, 3))
    page.keyboard.press("Tab")
    expect(page.locator("[data-confirmed]")).to_be_visible(timeout=10_000)
    assert scores() == [3]


def test_a_browser_that_says_it_is_driven_confirms_nothing(live_server, browser, invitation):
    context = browser.new_context()
    page = context.new_page()
    page.goto(score_link(live_server, invitation, 7))
    page.mouse.move(100, 200)
    page.mouse.move(200, 300, steps=5)
    page.wait_for_timeout(LONG)
    assert answers_stored() == 0
    context.close()


def test_without_scripts_the_button_answers(live_server, browser, invitation):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(score_link(live_server, invitation, 7))
    page.get_by_role("button").last.click()
    assert scores() == [7]
    context.close()
