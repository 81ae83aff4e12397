"""What the DNS of a sending domain says, and what should stand there: SPF (RFC 7208), DKIM
(RFC 6376), DMARC (RFC 7489). Each finding is a code with values; the words are made on the page.
"""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Texts = Callable[[str], list[str]]
State = Literal["good", "quiet", "bad"]
MOST_LOOKUPS = 10  # more, and receivers treat the SPF entry as broken
SMALL_KEY = 220  # bytes of a key; one of 2048 bits has about 294, one of 1024 bits 162
ED25519 = 32

# What a provider asks to be named in the SPF entry of its customers' domains.
INCLUDES = {
    "brevo": "spf.brevo.com",
    "mailersend": "_spf.mailersend.net",
    "mailgun": "mailgun.org",
    "mailjet": "spf.mailjet.com",
    "postmark": "spf.mtasv.net",
    "resend": "amazonses.com",
    "sendgrid": "sendgrid.net",
    "sparkpost": "sparkpostmail.com",
}
# The same by the end of the mail server's name.
HOSTS = {
    "gmail.com": "_spf.google.com",
    "google.com": "_spf.google.com",
    "office365.com": "spf.protection.outlook.com",
    "amazonaws.com": "amazonses.com",
    "sendgrid.net": "sendgrid.net",
    "mailgun.org": "mailgun.org",
    "mailjet.com": "spf.mailjet.com",
    "brevo.com": "spf.brevo.com",
    "postmarkapp.com": "spf.mtasv.net",
    "sparkpostmail.com": "sparkpostmail.com",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found under one name, and what to put there instead, where something is to do."""

    subject: Literal["spf", "dkim", "dmarc"]
    state: State
    code: str
    name: str
    found: str = ""
    put: str = ""
    parameters: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How mail leaves the installation."""

    host: str = ""
    provider: str = ""

    @property
    def mechanism(self) -> str:
        """What the SPF entry has to name so that this way is allowed; empty when not known."""
        include = INCLUDES.get(self.provider) or next(
            (
                one
                for end, one in HOSTS.items()
                if self.host == end or self.host.endswith(f".{end}")
            ),
            "",
        )
        if include:
            return f"include:{include}"
        own = self.host in {"", "localhost", "127.0.0.1", "::1"}
        return "" if own else f"a:{self.host}"


def spf_finding(domain: str, way: Way, texts: Texts) -> Finding:
    """Whether the entry names who may send for the domain, and our way of sending among them."""
    found = [one for one in texts(domain) if one.lower().startswith("v=spf1")]
    put = " ".join(filter(None, ["v=spf1", way.mechanism or "mx", "~all"]))
    if not found:
        return Finding(subject="spf", state="bad", code="spf_missing", name=domain, put=put)
    if len(found) > 1:
        return _spf(domain, "bad", "spf_twice", found, put=_joined(found, way))
    terms = found[0].split()[1:]
    if {"+all", "all"} & {one.lower() for one in terms}:
        return _spf(domain, "bad", "spf_everybody", found, put=_joined(found, way))
    count = _lookups(domain, texts, seen=set())
    if count > MOST_LOOKUPS:
        said: dict[str, str | int] = {"count": count, "most": MOST_LOOKUPS}
        return _spf(domain, "bad", "spf_too_long", found, parameters=said)
    if way.mechanism and not _names(domain, way.mechanism, texts, seen=set()):
        said = {"way": way.mechanism}
        return _spf(domain, "bad", "spf_without_us", found, _joined(found, way), said)
    return _spf(domain, "good", "spf_good", found)


def dkim_finding(domain: str, selector: str, texts: Texts) -> Finding:
    """Whether receivers find the key with which our mails are signed."""
    if not selector:
        name = f"…._domainkey.{domain}"
        return Finding(subject="dkim", state="bad", code="dkim_selector", name=name)
    name = f"{selector}._domainkey.{domain}"
    found = [one for one in texts(name) if "p=" in one.replace(" ", "")]
    if not found:
        return Finding(subject="dkim", state="bad", code="dkim_missing", name=name)
    fields = _fields(found[0])
    size = _key_size(fields.get("p", ""))
    if not fields.get("p"):
        code, state = "dkim_revoked", "bad"
    elif size is None:
        code, state = "dkim_broken", "bad"
    elif size < SMALL_KEY and fields.get("k", "rsa") == "rsa":
        code, state = "dkim_small", "quiet"
    elif "y" in fields.get("t", "").split(":"):
        code, state = "dkim_testing", "quiet"
    else:
        code, state = "dkim_good", "good"
    return Finding(subject="dkim", state=_state(state), code=code, name=name, found=found[0])


def dmarc_finding(domain: str, reports_to: str, texts: Texts) -> Finding:
    """What receivers should do with mail that only pretends to be ours."""
    name, found = f"_dmarc.{domain}", _dmarc(f"_dmarc.{domain}", texts)
    if not found and domain.count(".") > 1:
        parent = domain.partition(".")[2]
        above = _dmarc(f"_dmarc.{parent}", texts)
        name, found = (f"_dmarc.{parent}", above) if above else (name, found)
    put = f"v=DMARC1; p=none; rua=mailto:{reports_to}"
    if not found:
        return Finding(subject="dmarc", state="bad", code="dmarc_missing", name=name, put=put)
    if len(found) > 1:
        return Finding(
            subject="dmarc", state="bad", code="dmarc_twice", name=name, found="\n".join(found)
        )
    policy = _fields(found[0]).get("p", "").lower()
    if policy not in {"none", "quarantine", "reject"}:
        return Finding(
            subject="dmarc", state="bad", code="dmarc_broken", name=name, found=found[0], put=put
        )
    watching = policy == "none"
    return Finding(
        subject="dmarc",
        state="quiet" if watching else "good",
        code="dmarc_watching" if watching else "dmarc_good",
        name=name,
        found=found[0],
        put=found[0].replace("p=none", "p=quarantine", 1) if watching else "",
    )


def _spf(
    domain: str,
    state: State,
    code: str,
    found: list[str],
    put: str = "",
    parameters: dict[str, str | int] | None = None,
) -> Finding:
    return Finding(
        subject="spf",
        state=state,
        code=code,
        name=domain,
        found="\n".join(found),
        put=put,
        parameters=parameters or {},
    )


def _joined(found: list[str], way: Way) -> str:
    """One entry of all, with our way in it and an end that does not allow everybody."""
    terms = [term for one in found for term in one.split()[1:]]
    kept = [one for one in dict.fromkeys(terms) if one.lstrip("+-~?").lower() != "all"]
    if way.mechanism and way.mechanism not in kept:
        kept.append(way.mechanism)
    strict = any(one.lower() == "-all" for one in terms)
    return " ".join(["v=spf1", *kept, "-all" if strict else "~all"])


def _lookups(domain: str, texts: Texts, *, seen: set[str]) -> int:
    """How often a receiver has to ask the DNS to read the entry; counting ends above the most."""
    if domain in seen or len(seen) > MOST_LOOKUPS:
        return 0
    seen.add(domain)
    count = 0
    for term in _terms(domain, texts):
        kind, target = _parts(term)
        if kind in {"include", "redirect", "a", "mx", "ptr", "exists"}:
            count += 1
        if kind in {"include", "redirect"} and target:
            count += _lookups(target, texts, seen=seen)
    return count


def _names(domain: str, mechanism: str, texts: Texts, *, seen: set[str]) -> bool:
    """Whether the entry names this way, itself or through others that it includes."""
    if domain in seen or len(seen) > MOST_LOOKUPS:
        return False
    seen.add(domain)
    terms = _terms(domain, texts)
    if mechanism.lower() in {one.lstrip("+").lower() for one in terms}:
        return True
    includes = [_parts(term) for term in terms]
    return any(
        _names(target, mechanism, texts, seen=seen)
        for kind, target in includes
        if kind in {"include", "redirect"} and target
    )


def _terms(domain: str, texts: Texts) -> list[str]:
    entries = [one for one in texts(domain) if one.lower().startswith("v=spf1")]
    return entries[0].split()[1:] if entries else []


def _parts(term: str) -> tuple[str, str]:
    """`include:example.com` as its kind and its target."""
    plain = term.lstrip("+-~?").lower()
    for mark in (":", "=", "/"):
        if mark in plain:
            kind, _mark, target = plain.partition(mark)
            return kind, target if mark != "/" else ""
    return plain, ""


def _dmarc(name: str, texts: Texts) -> list[str]:
    return [one for one in texts(name) if one.lower().replace(" ", "").startswith("v=dmarc1")]


def _fields(entry: str) -> dict[str, str]:
    """`v=DKIM1; k=rsa; p=...` as names and values."""
    pairs = (one.partition("=") for one in entry.split(";"))
    return {
        name.strip().lower(): "".join(value.split()) for name, _mark, value in pairs if name.strip()
    }


def _key_size(key: str) -> int | None:
    try:
        size = len(base64.b64decode(key, validate=True))
    except (binascii.Error, ValueError):
        return None
    return size if size >= ED25519 else None


def _state(text: str) -> State:
    return "good" if text == "good" else "quiet" if text == "quiet" else "bad"
