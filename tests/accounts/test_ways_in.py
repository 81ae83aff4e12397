"""Signing in with a second factor, by mail, and through the company's identity provider."""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings as django_settings
from django.core import mail
from django.core.cache import cache
from django.test import Client

from emptychair.accounts.models import AuditEntry, User

PASSWORD, OTHER = "an empty chair at every table", "a full table and one chair"  # made up
CLIENT = "emptychair"
SIGN_UP = {
    "name": "Yuki",
    "email": "yuki@example.com",
    "password1": PASSWORD,
    "workspace": "Yuki's",
    "time_zone": "Asia/Tokyo",
}


@pytest.fixture
def alice(people):
    people.alice.set_password(PASSWORD)
    people.alice.save()
    return people.alice


@pytest.fixture
def mail_is_sent(settings):
    settings.MAIL_IS_SENT = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True


def sign_in(client, email, password=PASSWORD):
    return client.post("/account/sign-in/", {"login": email, "password": password})


def is_in(client) -> bool:
    return client.get("/settings/").status_code == 200


def code_for(secret) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def set_up_app(client) -> str:
    client.post("/account/again/", {"password": PASSWORD})
    secret = client.get("/account/safety/totp/activate/").context["form"].secret
    done = client.post("/account/safety/totp/activate/", {"code": code_for(secret)})
    assert done.status_code == 302, done.context["form"].errors
    return secret


def link_in(message, path) -> str:
    return urlsplit(re.search(rf"https?://\S+{path}\S+", message.body).group()).path


def test_with_an_authenticator_app_the_password_alone_lets_nobody_in(
    client, alice, django_capture_on_commit_callbacks
):
    sign_in(client, alice.email)
    asked = client.get("/account/safety/totp/activate/")
    assert asked["Location"].startswith("/account/again/")  # the password, even right now
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up_app(client)
    assert "member.totp_activated" in list(AuditEntry.objects.values_list("action", flat=True))

    elsewhere = Client()
    assert sign_in(elsewhere, alice.email)["Location"].startswith("/account/safety/authenticate/")
    assert not is_in(elsewhere)
    wrong = elsewhere.post("/account/safety/authenticate/", {"code": "000000"})
    assert wrong.context["form"].errors["code"]
    assert not is_in(elsewhere)
    cache.clear()  # the same code does not count twice within its half minute
    elsewhere.post("/account/safety/authenticate/", {"code": code_for(secret)})
    assert is_in(elsewhere)


def test_a_recovery_code_lets_in_once(client, alice):
    sign_in(client, alice.email)
    set_up_app(client)
    codes = client.get("/account/safety/recovery-codes/").context["unused_codes"]
    for lets_in in (True, False):
        elsewhere = Client()
        sign_in(elsewhere, alice.email)
        elsewhere.post("/account/safety/authenticate/", {"code": codes[0]})
        assert is_in(elsewhere) is lets_in


def test_where_mail_is_sent_an_address_counts_once_it_is_confirmed(client, db, mail_is_sent):
    assert client.post("/account/sign-up/", SIGN_UP)["Location"] == "/account/address/sent/"
    assert not is_in(client)
    assert sign_in(client, "yuki@example.com")["Location"] == "/account/address/sent/"
    assert not is_in(client)
    assert mail.outbox[0].to == ["yuki@example.com"]
    address = link_in(mail.outbox[0], "/account/address/confirm/")
    client.get(address)
    assert not is_in(client)  # looking is not confirming: mail programs look ahead
    client.post(address)
    sign_in(client, "yuki@example.com")
    assert is_in(client)


def test_a_forgotten_password_is_set_anew_by_mail_once(client, alice, mail_is_sent):
    other_device = Client()
    other_device.force_login(alice)
    client.post("/account/password/forgotten/", {"email": alice.email})
    (sent,) = mail.outbox
    address = link_in(sent, "/account/password/new/")
    form = client.get(address)["Location"]
    done = client.post(form, {"password1": OTHER, "password2": OTHER})
    assert done["Location"] == "/account/password/new/done/"
    assert not is_in(other_device)
    alice.refresh_from_db()
    assert alice.check_password(OTHER)
    assert AuditEntry.objects.filter(action="member.password_reset").exists()
    again = Client()
    page = again.get(address, follow=True)
    assert page.context["token_fail"]


def test_asking_for_an_unknown_address_tells_nobody_that_it_is_unknown(client, alice, mail_is_sent):
    known = client.post("/account/password/forgotten/", {"email": alice.email})
    unknown = client.post("/account/password/forgotten/", {"email": "nobody@example.com"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


class Issuer(BaseHTTPRequestHandler):
    """As much of an identity provider as signing in needs."""

    claims: dict = {}  # noqa: RUF012 - set by each test
    asked: list = []  # noqa: RUF012 - one list for all, on purpose

    def do_GET(self):
        here = f"http://{self.headers['Host']}"
        if self.path == "/.well-known/openid-configuration":
            return self._say(
                {
                    "issuer": here,
                    "authorization_endpoint": f"{here}/authorize",
                    "token_endpoint": f"{here}/token",
                    "userinfo_endpoint": f"{here}/userinfo",
                    "jwks_uri": f"{here}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        assert self.headers["Authorization"] == "Bearer of-the-test"
        return self._say(self.claims)

    def do_POST(self):
        here = f"http://{self.headers['Host']}"
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.asked.append(parse_qs(body))
        said = {"iss": here, "aud": CLIENT, "exp": 4102444800, "iat": 1, **self.claims}
        token = jwt.encode(said, "a secret of the issuer that is long enough", algorithm="HS256")
        self._say({"access_token": "of-the-test", "token_type": "Bearer", "id_token": token})

    def _say(self, words):
        content = json.dumps(words).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_words):
        """Quietly."""


@pytest.fixture
def issuer(monkeypatch):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Issuer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    app = {
        "provider_id": "company",
        "name": "Kitchen ID",
        "client_id": CLIENT,
        "secret": "of-ours",
        "settings": {"server_url": f"http://127.0.0.1:{server.server_port}"},
    }
    monkeypatch.setitem(django_settings.SOCIALACCOUNT_PROVIDERS["openid_connect"], "APPS", [app])
    Issuer.asked = []
    yield Issuer
    server.shutdown()
    server.server_close()


def come_by(client, issuer, **claims):
    issuer.claims = claims
    sent = client.post("/account/oidc/company/login/")
    question = parse_qs(urlsplit(sent["Location"]).query)
    assert question["code_challenge_method"] == ["S256"]
    back = urlsplit(question["redirect_uri"][0]).path
    return client.get(back, {"code": "1", "state": question["state"][0]})


def test_the_button_of_the_identity_provider_stands_on_the_page(client, db, issuer):
    assert "Kitchen ID" in client.get("/account/sign-in/").content.decode()


def test_who_the_identity_provider_knows_comes_in_under_their_own_account(client, alice, issuer):
    come_by(client, issuer, sub="1", email=alice.email, email_verified=True, name="A. Liddell")
    assert is_in(client)
    assert User.objects.filter(email=alice.email).count() == 1
    assert AuditEntry.objects.get(action="member.signed_in").actor_id == alice.pk
    (asked,) = issuer.asked
    assert asked["code_verifier"]
    assert asked["client_secret"] == ["of-ours"]


def test_an_address_nobody_checked_opens_nobody_elses_account(client, alice, issuer):
    come_by(client, issuer, sub="2", email=alice.email, email_verified=False, name="Mallory")
    assert not is_in(client)
    assert client.session.get("_auth_user_id") != str(alice.pk)


def test_somebody_new_from_the_provider_is_in_no_workspace(client, alice, issuer):
    come_by(client, issuer, sub="3", email="eve@example.com", email_verified=True, name="Eve")
    assert User.objects.get(email="eve@example.com").name == "Eve"
    assert client.get("/settings/")["Location"] == "/settings/workspaces/"


def test_an_answer_that_we_did_not_ask_for_is_refused(client, alice, issuer):
    issuer.claims = {"sub": "1", "email": alice.email, "email_verified": True}
    client.get("/account/oidc/company/login/callback/", {"code": "1", "state": "made-up"})
    assert not is_in(client)
    assert not issuer.asked


def test_looking_at_the_address_of_the_provider_starts_nothing(client, db, issuer):
    answer = client.get("/account/oidc/company/login/")
    assert answer.status_code == 200
    assert "<form" in answer.content.decode()
