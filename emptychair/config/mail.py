"""How mails leave: `EMPTYCHAIR_MAIL_URL` becomes Django's mail settings."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from emptychair.config.env import SettingsError

BACKENDS = "django.core.mail.backends"
PORTS = {"smtp": 587, "smtps": 465}
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
