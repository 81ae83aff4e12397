"""A passkey made and used in Chromium, whose virtual authenticator stands for the device."""

import pytest
from playwright.sync_api import expect

from emptychair.accounts.models import AuditEntry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "an empty chair at every table"  # noqa: S105 - made up
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(browser, live_server, settings, people):
    settings.ALLOWED_HOSTS = ["localhost"]
    people.alice.set_password(PASSWORD)
    people.alice.language = "en"
    people.alice.save()
    address = live_server.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name
    context = browser.new_context(
        base_url=address, locale="en-GB", viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield page
    context.close()


def test_who_added_a_passkey_signs_in_with_it_alone(page, people):
    page.goto("/account/sign-in/")
    page.fill("[name=login]", people.alice.email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/")
    page.goto("/account/safety/webauthn/add/")
    page.fill("[name=password]", PASSWORD)
    page.locator("main form .button.main").click()
    page.wait_for_url("**/webauthn/add/**")
    page.fill("[name=name]", "Alice's phone")
    page.check("[name=passwordless]")
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url(lambda address: "/webauthn/add/" not in address)
    assert people.alice.authenticator_set.filter(type="webauthn").count() == 1

    page.context.clear_cookies()
    page.goto("/settings/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda address: "/account/" not in address)
    expect(page.locator("h1")).to_be_visible()
    newest = AuditEntry.objects.filter(action="member.signed_in").latest("pk")
    assert (newest.actor_id, newest.after) == (people.alice.pk, {"method": "mfa"})
