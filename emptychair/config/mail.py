"""How mails leave: `EMPTYCHAIR_MAIL_URL` becomes Django's mail settings, or a provider sends."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from emptychair.config.env import SettingsError

BACKENDS = "django.core.mail.backends"
PORTS = {"smtp": 587, "smtps": 465}
# What django-anymail calls the two keys of each provider, and whether it needs the domain.
KEYS: dict[str, tuple[str, str]] = {
    "brevo": ("BREVO_API_KEY", ""),
    "mailersend": ("MAILERSEND_API_TOKEN", "MAILERSEND_SIGNING_SECRET"),
    "mailgun": ("MAILGUN_API_KEY", "MAILGUN_WEBHOOK_SIGNING_KEY"),
    "mailjet": ("MAILJET_API_KEY", "MAILJET_SECRET_KEY"),
    "postmark": ("POSTMARK_SERVER_TOKEN", ""),
    "resend": ("RESEND_API_KEY", ""),
    "sendgrid": ("SENDGRID_API_KEY", ""),
    "sparkpost": ("SPARKPOST_API_KEY", ""),
}
EXAMPLE = "write it like smtp://user:password@mail.example.com:587, smtps://... or console:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """Django's settings of the same names, and whether mails leave at all."""

    backend: str
    is_sent: bool = False
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False


def mail_from(url: str) -> Mail:
    """The mail settings for this address. Without one nothing is sent.

    `smtp:` speaks TLS as soon as it has said hello (not with the own machine), `smtps:` at once.
    Raises `SettingsError` for what cannot be read.
    """
    if not url:
        return Mail(backend=f"{BACKENDS}.dummy.EmailBackend")
    parts = urlsplit(url)
    if parts.scheme == "console":
        return Mail(backend=f"{BACKENDS}.console.EmailBackend", is_sent=True)
    try:
        port = parts.port or PORTS[parts.scheme]
    except (KeyError, ValueError):
        raise SettingsError(f"EMPTYCHAIR_MAIL_URL cannot be read: {EXAMPLE}.") from None
    if not parts.hostname:
        raise SettingsError(f"EMPTYCHAIR_MAIL_URL names no host: {EXAMPLE}.")
    return Mail(
        backend=f"{BACKENDS}.smtp.EmailBackend",
        is_sent=True,
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=parts.scheme == "smtp" and parts.hostname not in {"localhost", "127.0.0.1", "::1"},
        use_ssl=parts.scheme == "smtps",
    )


def mail_of_provider(provider: str, *, key: str) -> Mail:
    """The mail settings when a provider's API sends. Raises `SettingsError` without its key."""
    if not key:
        raise SettingsError(
            "EMPTYCHAIR_MAIL_PROVIDER sends only with EMPTYCHAIR_MAIL_PROVIDER_KEY: set the key, "
            "or EMPTYCHAIR_MAIL_URL for a server that sends."
        )
    return Mail(backend=f"anymail.backends.{provider}.EmailBackend", is_sent=True)


def provider_settings(
    provider: str, *, key: str, secret: str, domain: str, reports_secret: str
) -> dict[str, Any]:
    """What django-anymail wants to know; empty values are left out."""
    if not provider:
        return {}
    name_of_key, name_of_secret = KEYS[provider]
    found: dict[str, Any] = {
        name_of_key: key,
        "WEBHOOK_SECRET": [reports_secret] if reports_secret else [],
        "IGNORE_UNSUPPORTED_FEATURES": False,
        "REQUESTS_TIMEOUT": (10, 20),
    }
    if name_of_secret:
        found[name_of_secret] = secret
    if provider == "mailgun":
        found["MAILGUN_SENDER_DOMAIN"] = domain
    return {name: value for name, value in found.items() if value != ""}
