"""Somebody makes a survey from a template, changes it, publishes it; and a customer answers it."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from emptychair.surveys.links import token_for
from emptychair.surveys.models import Answer, Survey, SurveyVersion
from tests.factories.customers import make_person
from tests.factories.surveys import make_invitation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser, live_server, settings, people, client):
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    client.force_login(people.alice)
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    context = browser.new_context(
        locale="en", base_url=live_server.url, viewport={"width": 1280, "height": 900}
    )
    context.add_cookies([{"name": session.key, "value": session.value, "url": live_server.url}])
    opened = context.new_page()
    opened.complaints = []
    opened.on("pageerror", lambda problem: opened.complaints.append(str(problem)))
    yield opened
    context.close()


def test_a_survey_is_made_changed_translated_published_and_answered(page, people, live_server):
    page.goto("/surveys/new/")
    page.get_by_role("button", name="Make this one After a delivery").click()
    expect(page.get_by_role("heading", name="What is asked")).to_be_visible()

    _add_a_question(page)
    _make_it_conditional(page)
    _translate_it(page)
    _see_it_in_the_frame(page)

    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_role("button", name="Publish the first version").click()
    expect(page.get_by_text("Version 1 is asked from now on.")).to_be_visible()
    assert SurveyVersion.objects.get().number == 1

    _answer_it(page, people)
    said = {one.question: one for one in Answer.objects.all()}
    assert said["choice"].choices == ["option_2"]
    assert page.complaints == []


def _add_a_question(page):
    page.get_by_text("Add a question").first.click()
    page.locator("details[open]").get_by_role("button", name="One choice one of several").click()
    page.get_by_label("What is asked").fill("Who delivered it?")
    page.get_by_label("Choices").fill("A van\nA bicycle")
    page.get_by_label("It must be answered").check()
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_role("link", name="Who delivered it?")).to_be_visible()
    row = page.locator("#q-choice")
    row.get_by_role("button", name="Take out").click()
    expect(page.get_by_role("link", name="Who delivered it?")).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Who delivered it?")).to_be_visible()


def _make_it_conditional(page):
    page.get_by_role("link", name="Who delivered it?").click()
    page.get_by_label("What", exact=True).select_option("score_band")  # htmx draws the values
    page.get_by_label("low", exact=True).check()
    expect(page.locator("[name=line1-subject]")).to_be_visible()  # and one line more
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_text("Only if “Main score” is one of low")).to_be_visible()


def _translate_it(page):
    page.get_by_role("complementary").get_by_role("link", name="日本語").click()
    expect(page.get_by_role("heading", name="3 texts are missing")).to_be_visible()
    for path, words in (
        ("title", "どなたがお届けしましたか。"),
        ("option:option_1", "車"),
        ("option:option_2", "自転車"),
    ):
        page.locator(f'[name="question:choice:{path}"]').fill(words)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Every text is there in this language.")).to_be_visible()


def _see_it_in_the_frame(page):
    page.get_by_label("Writing this survey").get_by_role("link", name="Try it").click()
    frame = page.frame_locator("iframe.phone")
    frame.get_by_role("radio", name="2").check(force=True)
    frame.get_by_role("button", name="Next").click()
    expect(frame.get_by_text("Who delivered it?")).to_be_visible()
    assert not Answer.objects.exists()


def _answer_it(page, people):
    now = timezone.now()
    invitation = make_invitation(
        Survey.objects.get(),
        make_person(people.workspace),
        language="ja",
        asked_at=now,
        expires_at=now + timedelta(days=30),
    )
    page.goto(f"/a/{token_for(invitation.workspace_id, invitation.pk)}/?language=ja")
    onward = page.locator("button[name=go][value=next]")
    page.get_by_role("radio", name="1", exact=False).first.check(force=True)
    onward.click()
    page.get_by_role("radio", name="自転車").check(force=True)
    onward.click()
    page.get_by_role("checkbox", name="届くのが遅かった").check(force=True)
    onward.click()
    expect(page.get_by_role("heading", name="ご回答ありがとうございました")).to_be_visible()


def test_without_scripts_a_condition_is_built_by_a_button(browser, page, people):
    page.goto("/surveys/new/")
    page.get_by_role("button", name="Make this one After a delivery").click()
    address = page.url
    plain = browser.new_context(
        locale="en", java_script_enabled=False, storage_state=page.context.storage_state()
    ).new_page()
    plain.goto(f"{address}question/wrong/")
    plain.get_by_label("What", exact=True).select_option("answer:score")
    plain.get_by_role("button", name="Show the values").click()
    plain.locator("[name=line0-operator]").select_option("at_most")
    plain.locator("[name=line0-value]").select_option("2")
    plain.get_by_role("button", name="Save").last.click()
    expect(plain.get_by_text("is at most 2")).to_be_visible()
    plain.context.close()
