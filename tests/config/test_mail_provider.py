"""A mail provider is chosen by name, with its key; a server named besides it sends instead."""

import pytest

from emptychair.config.env import MAIL_PROVIDERS, SettingsError, read_environment
from emptychair.config.mail import KEYS, mail_of_provider, provider_settings
from emptychair.integrations.email.reports import VIEWS


def test_every_provider_has_keys_a_way_to_send_and_a_reader_of_reports():
    from importlib import import_module

    assert set(KEYS) == set(VIEWS) == set(MAIL_PROVIDERS)
    for name in MAIL_PROVIDERS:
        assert hasattr(import_module(f"anymail.webhooks.{name}"), VIEWS[name])
        module, _dot, backend = mail_of_provider(name, key="k").backend.rpartition(".")
        assert hasattr(import_module(module), backend)


def test_without_its_key_a_provider_cannot_send():
    with pytest.raises(SettingsError, match="EMPTYCHAIR_MAIL_PROVIDER_KEY"):
        mail_of_provider("postmark", key="")


def test_an_unknown_provider_is_refused_with_those_there_are():
    with pytest.raises(SettingsError, match="postmark"):
        read_environment({"EMPTYCHAIR_MAIL_PROVIDER": "pigeon"})


def test_the_secret_of_reports_is_a_name_and_a_password():
    with pytest.raises(SettingsError, match="name:password"):
        read_environment({"EMPTYCHAIR_MAIL_REPORTS_SECRET": "onlyone"})


def test_each_provider_gets_what_it_calls_its_keys():
    given = dict(zip(("key", "secret", "reports_secret"), ("k", "s", "a:b"), strict=True))
    found = provider_settings("mailgun", domain="mg.example.com", **given)
    assert found["MAILGUN_API_KEY"] == "k"
    assert found["MAILGUN_WEBHOOK_SIGNING_KEY"] == "s"
    assert found["MAILGUN_SENDER_DOMAIN"] == "mg.example.com"
    assert found["WEBHOOK_SECRET"] == ["a:b"]
    assert provider_settings("", key="", secret="", domain="", reports_secret="") == {}
