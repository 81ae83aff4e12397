"""A playbook begun from a starter, tried on the last 90 days, let go, run, and taken back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories.customers import make_event, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser, live_server, people, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    address = live_server.url.replace("127.0.0.1", "localhost")
    settings.PUBLIC_URL = address
    client = Client()
    client.force_login(people.alice)
    context = browser.new_context(base_url=address, locale="en-GB", java_script_enabled=True)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def test_tried_run_and_taken_back(page, people):
    now = timezone.now()
    jane = make_person(people.workspace, name="Jane Doe", language="en", email="jane@example.com")
    make_event(jane, name="payment_failed", occurred_at=now - timedelta(days=10))

    page.goto("/playbooks/")
    page.get_by_role("link", name="Choose one").click()
    page.locator("button[value=payment]").click()
    expect(page.locator(".playbook-sentence")).to_contain_text("When “payment_failed” happens")

    page.get_by_role("link", name="Try it on the last 90 days").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Would have run 1 time in the last 90 days"
    )
    expect(page.get_by_role("link", name="Jane Doe")).to_be_visible()
    expect(page.get_by_text("Nothing was stored and nothing sent.")).to_be_visible()

    page.get_by_role("link", name="A payment fails").click()
    page.get_by_role("link", name="Let it go live").click()
    page.get_by_label("Your name").fill("Alice")
    page.get_by_label("Why all the same").fill("One customer, to see it work")
    page.get_by_role("button", name="Go live").click()
    expect(page.get_by_text("It is live.")).to_be_visible()

    page.goto(f"/customers/people/{jane.pk}/")
    page.get_by_role("link", name="Start one").click()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("waiting")
    steps = page.locator(".asked-list .asked")
    expect(steps.nth(0)).to_contain_text("done")

    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("taken back")
    expect(steps.nth(0)).to_contain_text("taken back")
