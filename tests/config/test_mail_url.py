import pytest

from emptychair.config.env import SettingsError, read_environment
from emptychair.config.mail import mail_from


def test_without_an_address_nothing_is_sent():
    assert not mail_from("").is_sent
    assert mail_from("").backend.endswith("dummy.EmailBackend")


def test_a_mail_server_is_read_with_its_password():
    mail = mail_from("smtp://me%40example.com:pa%3Ass@mail.example.com")
    assert (mail.host, mail.port, mail.user, mail.password) == (
        "mail.example.com",
        587,
        "me@example.com",
        "pa:ss",
    )
    assert mail.use_tls
    assert mail.is_sent


def test_tls_from_the_start_and_none_on_the_own_machine():
    assert mail_from("smtps://mail.example.com").port == 465
    assert mail_from("smtps://mail.example.com").use_ssl
    assert not mail_from("smtp://localhost:1025").use_tls


@pytest.mark.parametrize("url", ["mail.example.com", "http://x", "smtp://", "smtp://host:port"])
def test_what_cannot_be_read_is_told_with_an_example(url):
    with pytest.raises(SettingsError, match="EMPTYCHAIR_MAIL_URL"):
        mail_from(url)


def test_half_an_identity_provider_is_refused():
    with pytest.raises(SettingsError, match="OIDC"):
        read_environment({"EMPTYCHAIR_OIDC_ISSUER": "https://id.example.com"})
    with pytest.raises(SettingsError, match="SIGN_UP"):
        read_environment({"EMPTYCHAIR_SIGN_UP": "sometimes"})
