"""Every variable of the environment that Emptychair reads: name, type, default, one sentence.

No other module reads the environment. A secret may come from a file:
`DATABASE_URL_FILE=/run/secrets/url`.
"""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

PROJECT = Path(__file__).resolve().parent.parent.parent
MAIL_PROVIDERS = (
    "brevo", "mailersend", "mailgun", "mailjet", "postmark", "resend", "sendgrid", "sparkpost",
)  # fmt: skip
TRUE, FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})


class SettingsError(Exception):
    """A variable cannot be used; the message says which one and what to write instead."""


def default_data_folder(environ: Mapping[str, str], *, platform: str, project: Path) -> Path:
    """`var/` of a checkout, else the place where this platform keeps a user's data."""
    if (project / "manage.py").is_file() and (project / "pyproject.toml").is_file():
        return project / "var"
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "emptychair"
    if platform == "darwin":
        return Path.home() / "Library/Application Support/emptychair"
    return Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "emptychair"


def variable(
    name: str, default: Any, sentence: str, *, shown: str = "", secret: bool = False
) -> Any:
    """One variable: its name, what it is when unset, and what it does, in one sentence."""
    notes = {"name": name, "sentence": sentence, "shown": shown, "secret": secret}
    if callable(default):
        return field(default_factory=default, metadata=notes)
    return field(default=default, metadata=notes)


def _data_folder() -> Path:
    return default_data_folder(os.environ, platform=sys.platform, project=PROJECT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Environment:
    """What the operator decided, read once."""

    data: Path = variable(  # noqa: RUF009 - it returns a field, as dataclasses.field does
        "EMPTYCHAIR_DATA",
        _data_folder,
        "The folder for everything that is kept: the SQLite database, uploads, reports, the key.",
        shown="`var/` in a checkout, else the platform's data folder (`~/.local/share/emptychair`)",
    )
    database_url: str = variable(
        "DATABASE_URL",
        "",
        "The database: `postgresql://user:password@host:5432/name` or `sqlite:////path/to/file`.",
        shown="SQLite in the data folder",
        secret=True,
    )
    port: int = variable("EMPTYCHAIR_PORT", 8000, "The port on which `emptychair run` answers.")
    secret_key: str = variable(
        "EMPTYCHAIR_SECRET_KEY",
        "",
        "Signs sessions, links and jobs; give all machines of one installation the same one.",
        shown="made at the first start and kept in the data folder",
        secret=True,
    )
    allowed_hosts: tuple[str, ...] = variable(
        "EMPTYCHAIR_ALLOWED_HOSTS",
        ("localhost", "127.0.0.1", "[::1]"),
        "The host names under which browsers may reach the server, separated by commas.",
    )
    debug: bool = variable(
        "EMPTYCHAIR_DEBUG", False, "Shows the inside of errors to everybody: for developers only."
    )
    https: bool = variable(
        "EMPTYCHAIR_HTTPS",
        False,
        "Set it when a proxy in front speaks HTTPS: cookies are then sent over HTTPS only.",
    )
    log_level: str = variable(
        "EMPTYCHAIR_LOG_LEVEL", "INFO", "How much is logged: DEBUG, INFO, WARNING or ERROR."
    )
    log_format: str = variable(
        "EMPTYCHAIR_LOG_FORMAT", "text", "How a log line looks: text, or json for machines."
    )
    worker_processes: int = variable(
        "EMPTYCHAIR_WORKER_PROCESSES", 2, "How many jobs the worker runs at the same time."
    )
    job_timeout: int = variable(
        "EMPTYCHAIR_JOB_TIMEOUT", 600, "Seconds after which a job that still runs is stopped."
    )
    job_lease: int = variable(
        "EMPTYCHAIR_JOB_LEASE",
        660,
        "Seconds after which the job of a killed worker is given to another; above the timeout.",
    )

    event_days: int = variable(
        "EMPTYCHAIR_EVENT_DAYS",
        90,
        "Days after which facts that reached all their listeners are forgotten; 0 keeps them.",
    )

    api_rate: int = variable(
        "EMPTYCHAIR_API_RATE", 600, "How many requests a minute each API token may make."
    )
    delighted_rate: int = variable(
        "EMPTYCHAIR_DELIGHTED_RATE",
        100,
        "How many requests a minute each key of Delighted's API may make; 0 for any number.",
    )
    private_webhooks: bool = variable(
        "EMPTYCHAIR_PRIVATE_WEBHOOKS",
        False,
        "Lets webhooks go to addresses of your own network, which anybody who may set one reaches.",
    )

    engine: str = variable(
        "EMPTYCHAIR_ENGINE",
        "duckdb",
        "What counts: duckdb, inside of each process, or spark, for more than one machine holds.",
    )
    spark_master: str = variable(
        "EMPTYCHAIR_SPARK_MASTER",
        "",
        "The master of the Spark cluster, such as `spark://host:7077`; all its machines read the "
        "data folder under the same path.",
        shown="none: Spark runs inside of each process",
    )

    public_url: str = variable(
        "EMPTYCHAIR_PUBLIC_URL",
        "",
        "The address under which people reach the server; links in mails begin with it.",
        shown="`http://localhost:PORT`",
    )
    mail_url: str = variable(
        "EMPTYCHAIR_MAIL_URL",
        "",
        "The mail server: `smtp://user:password@host:587`, `smtps://...`, or `console:` to print.",
        shown="none: mails stay in the outbox",
        secret=True,
    )
    mail_from: str = variable(
        "EMPTYCHAIR_MAIL_FROM",
        "emptychair@localhost",
        "The sender of mails about accounts, and of a workspace that has set none of its own.",
    )
    mail_provider: str = variable(
        "EMPTYCHAIR_MAIL_PROVIDER",
        "",
        "A mail provider whose reports (arrived, came back, spam) are read: brevo, mailersend, "
        "mailgun, mailjet, postmark, resend, sendgrid or sparkpost; it also sends, unless "
        "EMPTYCHAIR_MAIL_URL names a server.",
        shown="none",
    )
    mail_provider_key: str = variable(
        "EMPTYCHAIR_MAIL_PROVIDER_KEY",
        "",
        "The key of the provider's API (Postmark: the server token).",
        shown="none",
        secret=True,
    )
    mail_provider_secret: str = variable(
        "EMPTYCHAIR_MAIL_PROVIDER_SECRET",
        "",
        "What some providers need besides: Mailjet's secret key, the key with which Mailgun, "
        "MailerSend or Resend sign their reports.",
        shown="none",
        secret=True,
    )
    mail_provider_domain: str = variable(
        "EMPTYCHAIR_MAIL_PROVIDER_DOMAIN",
        "",
        "The sending domain as the provider knows it, where that is not the sender's (Mailgun).",
        shown="the domain of the sender",
    )
    mail_reports_secret: str = variable(
        "EMPTYCHAIR_MAIL_REPORTS_SECRET",
        "",
        "`name:password` with which the provider's reports come to `/mail/reports/PROVIDER/`.",
        shown="none: no reports are taken",
        secret=True,
    )
    reply_address: str = variable(
        "EMPTYCHAIR_REPLY_ADDRESS",
        "",
        "The mailbox for customers' answers, such as `reply@example.com`; it needs `+` addresses.",
        shown="none: answers go to the sender",
    )
    mailbox_url: str = variable(
        "EMPTYCHAIR_MAILBOX_URL",
        "",
        "A mailbox in which customers' answers are looked for every two minutes: "
        "`imaps://user:password@host/INBOX?workspace=slug`.",
        shown="none: hand mails to `emptychair receive-mail` or to the API",
        secret=True,
    )
    sms_account: str = variable(
        "EMPTYCHAIR_SMS_ACCOUNT",
        "",
        "The account at Twilio through which SMS leave (it begins with AC).",
        shown="none: SMS stay in the outbox",
    )
    sms_key: str = variable(
        "EMPTYCHAIR_SMS_KEY",
        "",
        "The auth token of that account; it also proves that answers and reports come from Twilio.",
        shown="none",
        secret=True,
    )
    sms_from: str = variable(
        "EMPTYCHAIR_SMS_FROM",
        "",
        "The number that SMS come from, such as +815012345678, or a messaging service (MG...).",
        shown="none",
    )
    line_accounts: tuple[str, ...] = variable(
        "EMPTYCHAIR_LINE_ACCOUNTS",
        (),
        "The LINE official account of each workspace: `slug:channel secret:access token`, "
        "separated by commas.",
        shown="none: LINE messages stay in the outbox",
        secret=True,
    )
    sign_up: str = variable(
        "EMPTYCHAIR_SIGN_UP",
        "first",
        "Who may sign up: everybody (open), only the first person (first), the invited (closed).",
    )
    demo_sign_in: bool = variable(
        "EMPTYCHAIR_DEMO_SIGN_IN",
        False,
        "Lets every visitor into the workspaces of the demo, and no others, without a password.",
    )
    oidc_issuer: str = variable(
        "EMPTYCHAIR_OIDC_ISSUER",
        "",
        "Sign-in through your own identity provider (OpenID Connect): the address of its issuer.",
        shown="none",
    )
    oidc_client_id: str = variable(
        "EMPTYCHAIR_OIDC_CLIENT_ID",
        "",
        "The name under which the identity provider knows this installation.",
        shown="none",
    )
    oidc_secret: str = variable(
        "EMPTYCHAIR_OIDC_SECRET",
        "",
        "The secret that the identity provider gave for this name.",
        shown="none",
        secret=True,
    )
    oidc_name: str = variable(
        "EMPTYCHAIR_OIDC_NAME",
        "SSO",
        "What the button on the sign-in page calls the identity provider.",
    )

    def __post_init__(self) -> None:
        """Refuse words outside of a short list."""
        _one_of("EMPTYCHAIR_SIGN_UP", self.sign_up, ("open", "first", "closed"))
        _one_of("EMPTYCHAIR_ENGINE", self.engine, ("duckdb", "spark"))
        if self.mail_provider:
            _one_of("EMPTYCHAIR_MAIL_PROVIDER", self.mail_provider, MAIL_PROVIDERS)
        if self.mail_reports_secret and ":" not in self.mail_reports_secret:
            raise SettingsError("EMPTYCHAIR_MAIL_REPORTS_SECRET looks like name:password.")
        if len({bool(self.sms_account), bool(self.sms_key), bool(self.sms_from)}) > 1:
            raise SettingsError(
                "Set EMPTYCHAIR_SMS_ACCOUNT, EMPTYCHAIR_SMS_KEY and EMPTYCHAIR_SMS_FROM, or none."
            )
        if not all(one.count(":") == 2 and all(one.split(":")) for one in self.line_accounts):
            raise SettingsError(
                "EMPTYCHAIR_LINE_ACCOUNTS looks like slug:secret:token, with commas between."
            )
        if bool(self.oidc_issuer) != bool(self.oidc_client_id):
            raise SettingsError(
                "Set both EMPTYCHAIR_OIDC_ISSUER and EMPTYCHAIR_OIDC_CLIENT_ID, or neither."
            )
        _one_of("EMPTYCHAIR_LOG_LEVEL", self.log_level, ("DEBUG", "INFO", "WARNING", "ERROR"))
        _one_of("EMPTYCHAIR_LOG_FORMAT", self.log_format, ("text", "json"))
        if not 1 <= self.port <= 65535:
            raise SettingsError("EMPTYCHAIR_PORT must lie between 1 and 65535.")


def variables() -> tuple[Field[Any], ...]:
    """All variables in the order of the reference page."""
    return fields(Environment)


def default_text(one: Field[Any]) -> str:
    """The default as the reference page shows it."""
    if one.metadata["shown"]:
        return str(one.metadata["shown"])
    if one.default is MISSING:
        raise SettingsError(f"{one.metadata['name']} needs words for its default.")
    if isinstance(one.default, bool):
        return "`on`" if one.default else "`off`"
    return f"`{','.join(one.default) if isinstance(one.default, tuple) else one.default}`"


def read_environment(environ: Mapping[str, str]) -> Environment:
    """Read and check every variable; an empty one counts as not set.

    Raises `SettingsError` with a sentence that names the variable.
    """
    hints = get_type_hints(Environment)
    found = {}
    for one in variables():
        text = _text_of(one, environ)
        if text:
            found[one.name] = _READERS[hints[one.name]](one.metadata["name"], text)
    return Environment(**found)


def hand_down(name: str, text: str) -> None:
    """Set a variable for the children of this process, and for libraries that read it themselves.

    What the operator set stays, unless it is the port.
    """
    if name == "EMPTYCHAIR_PORT" or name not in os.environ:
        os.environ[name] = text


@cache
def environment() -> Environment:
    """The environment of this process, read at the first call."""
    return read_environment(os.environ)


def _text_of(one: Field[Any], environ: Mapping[str, str]) -> str:
    name = one.metadata["name"]
    text, file = environ.get(name, "").strip(), environ.get(f"{name}_FILE", "").strip()
    if not (one.metadata["secret"] and file):
        return text
    if text:
        raise SettingsError(f"Both {name} and {name}_FILE are set: remove one of them.")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as problem:
        reason = problem.strerror or "it cannot be read"
        raise SettingsError(f"{name}_FILE names {file}, but: {reason}.") from problem


def _one_of(name: str, text: str, words: tuple[str, ...]) -> None:
    if text not in words:
        raise SettingsError(f"{name} is {text!r}: write one of {', '.join(words)}.")


def _number(name: str, text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        raise SettingsError(f"{name} is {text!r}: write a whole number.") from None
    if number < 1:
        raise SettingsError(f"{name} is {text}: write a number above zero.")
    return number


def _switch(name: str, text: str) -> bool:
    if text.lower() in TRUE | FALSE:
        return text.lower() in TRUE
    raise SettingsError(f"{name} is {text!r}: write on or off.")


def _words(_name: str, text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


_READERS: dict[Any, Callable[[str, str], Any]] = {
    str: lambda _name, text: text,
    int: _number,
    bool: _switch,
    Path: lambda _name, text: Path(text).expanduser().absolute(),
    tuple[str, ...]: _words,
}


def wait_asleep() -> None:
    """Have threads of OpenMP, which fit boosted trees, sleep while they wait for one another.

    Spinning, as they do by default, takes the cores from the web. Before that library is loaded.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
