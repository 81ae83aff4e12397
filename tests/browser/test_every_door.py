"""The pages by which people come in and keep their account safe, and the steps of an import.

In the tests' own server, since its visitors have passwords, second factors and a new invitation.
"""

from datetime import timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from emptychair.accounts.permissions import Role
from emptychair.accounts.services.invitations import invite_member
from emptychair.exchange.models import ImportRun
from tests.browser.for_everybody import LOOKS, look, look_at, visitor_of

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
SAFETY = "/account/safety/"
LIST = "customer id,name,email,favourite\n1,Ann,ann@example.com,soup\n2,Ben,nowhere,\n"


@pytest.fixture(params=LOOKS)
def visitor(request, browser, live_server, settings, people, data_folder):
    """Alice before the door, in one language."""
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    people.alice.set_password(PASSWORD)
    people.alice.language = request.param
    people.alice.save()
    address = live_server.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name
    page = visitor_of(browser, request.param, address)
    yield page
    page.context.close()


def sign_in(page, email, *, wait="**/"):
    page.goto("/account/sign-in/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form .button.main").first.click()
    page.wait_for_url(wait)


def prove(page):
    """Type the password once more where what comes next is delicate."""
    page.goto(f"{SAFETY}totp/activate/")
    look(page)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form .button.main").click()
    page.wait_for_url("**/totp/activate/**")


def test_second_factors_are_set_up_on_pages_for_everybody(visitor, people):
    sign_in(visitor, people.alice.email)
    for address in ("", "webauthn/"):
        look_at(visitor, SAFETY + address)
    prove(visitor)
    look(visitor)
    visitor.fill("[name=code]", "000000")
    visitor.locator("main form .button.main").click()
    visitor.locator(".error").wait_for()
    visitor.complaints.clear()
    look(visitor)
    TOTP.activate(people.alice, generate_totp_secret())
    RecoveryCodes.activate(people.alice)
    for address in ("", "recovery-codes/", "recovery-codes/generate/", "totp/deactivate/"):
        look_at(visitor, SAFETY + address)

    device = visitor.context.new_cdp_session(visitor)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    look_at(visitor, f"{SAFETY}webauthn/add/")
    visitor.fill("[name=name]", "Phone")
    visitor.check("[name=passwordless]")
    visitor.locator("main form .button.main").click()
    visitor.wait_for_url(lambda address: "/webauthn/add/" not in address)
    key = people.alice.authenticator_set.get(type="webauthn")
    for address in ("", "webauthn/", f"webauthn/keys/{key.pk}/edit/"):
        look_at(visitor, SAFETY + address)
        assert "Phone" in visitor.content()
        assert "object at" not in visitor.content()
    look_at(visitor, f"{SAFETY}webauthn/keys/{key.pk}/remove/")

    visitor.context.clear_cookies()
    sign_in(visitor, people.alice.email, wait="**/authenticate/**")
    look(visitor)


def test_doors_are_for_everybody(visitor, people):
    now = timezone.now() + timedelta(seconds=1)
    access = people.system
    _, known = invite_member(access, email=people.dave.email, role=Role.MEMBER, now=now)
    _, fresh = invite_member(access, email="eve@example.com", role=Role.MEMBER, now=now)
    look_at(visitor, f"/account/invitation/{fresh}/")
    look_at(visitor, "/account/sign-up/")
    visitor.context.clear_cookies()
    look_at(visitor, "/account/invitation/wrong/", 404)
    for address in ("password/forgotten/", "password/forgotten/sent/", "password/new/1-abc/"):
        look_at(visitor, f"/account/{address}")
    visitor.goto("/account/sign-in/")
    visitor.fill("[name=login]", people.alice.email)
    visitor.fill("[name=password]", "not this one")
    visitor.locator("main form .button.main").first.click()
    visitor.locator(".notice.bad, .error").first.wait_for()
    visitor.complaints.clear()
    look(visitor)
    sign_in(visitor, people.alice.email)
    look_at(visitor, f"/account/invitation/{known}/")
    for address in ("address/", "password/", "sign-out/"):
        look_at(visitor, f"/account/{address}")


def test_every_step_of_an_import_is_for_everybody(visitor, people, client):
    client.force_login(people.alice)
    sign_in(visitor, people.alice.email)
    file = SimpleUploadedFile("list.csv", LIST.encode())
    client.post(reverse("data-upload"), {"shape": "people", "file": file})
    run = ImportRun.objects.get()
    there = reverse("import", args=[run.pk])
    look_at(visitor, there)
    visitor.locator("button[value=check]").click()
    visitor.locator("#found").wait_for()
    look(visitor)
    for state in ("checking", "running", "undoing"):
        ImportRun.objects.update(state=state, rows_total=2, rows_done=1)
        look_at(visitor, there)
    ImportRun.objects.update(state="checked")
    client.post(reverse("import-run", args=[run.pk]))
    look_at(visitor, there)
    look_at(visitor, reverse("data"))
    client.post(reverse("import-undo", args=[run.pk]))
    look_at(visitor, there)
    ImportRun.objects.update(state="failed")
    look_at(visitor, there)
