"""Naming the domains we send from, looking into their DNS, starting slowly."""

import re
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.messaging.errors import DomainInvalid, DomainKnown
from emptychair.messaging.models import SendingDomain
from emptychair.messaging.name_lookup import Lookup, NoAnswer, look_up
from emptychair.messaging.queries.delivery import sender_address
from emptychair.messaging.queries.domains import sending_domain, sending_way
from emptychair.messaging.rules.dns_records import dkim_finding, dmarc_finding, spf_finding
from emptychair.messaging.rules.threads import plain_address

_DOMAIN = re.compile(r"(?=.{4,200}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_SELECTOR = re.compile(r"[a-z0-9]([a-z0-9._-]{0,58}[a-z0-9])?")


def add_domain(
    access: Access, *, domain: str, selector: str = "", is_new: bool = True, now: datetime
) -> SendingDomain:
    """Note a domain we send from. A new one, from which no mail has gone yet, starts slowly.

    Needs `workspace:manage`. Raises `DomainInvalid`, `DomainKnown`.
    """
    access.require(Permission.WORKSPACE_MANAGE)
    name = _domain_name(domain)
    today = now.astimezone(access.workspace.zone).date()
    try:
        with transaction.atomic():
            row = SendingDomain.objects.create(
                workspace=access.workspace,
                domain=name,
                selector=_selector(selector),
                slow_start_on=today if is_new else None,
            )
            record_audit(access, row, action="sending_domain.added", after={"domain": name})
    except IntegrityError:
        raise DomainKnown from None
    return row


def change_domain(
    access: Access, domain_id: int, *, selector: str, slow_start: bool, now: datetime
) -> SendingDomain:
    """Set the DKIM selector, and begin or end the slow start. Raises `DomainInvalid`."""
    access.require(Permission.WORKSPACE_MANAGE)
    row = sending_domain(access, domain_id)
    before = {"selector": row.selector, "slow_start": row.slow_start_on is not None}
    row.selector = _selector(selector)
    if slow_start and row.slow_start_on is None:
        row.slow_start_on = now.astimezone(access.workspace.zone).date()
    elif not slow_start:
        row.slow_start_on = None
    after = {"selector": row.selector, "slow_start": row.slow_start_on is not None}
    with transaction.atomic():
        row.save(update_fields=["selector", "slow_start_on", "changed_at"])
        record_audit(access, row, action="sending_domain.changed", before=before, after=after)
    return row


def remove_domain(access: Access, domain_id: int) -> None:
    """Forget a domain; mails go out from the sender address as before."""
    access.require(Permission.WORKSPACE_MANAGE)
    row = sending_domain(access, domain_id)
    with transaction.atomic():
        record_audit(access, row, action="sending_domain.removed", before={"domain": row.domain})
        row.delete()


def check_domain(
    access: Access, row: SendingDomain, *, now: datetime, lookup: Lookup | None = None
) -> SendingDomain:
    """Look into the DNS and keep what it says. When nobody answers, what was known stays."""
    access.require(Permission.WORKSPACE_MANAGE)
    texts, way = _once(lookup or look_up), sending_way(access)
    reports_to = plain_address(sender_address(access))
    try:
        found: dict[str, Any] = {
            "spf": asdict(spf_finding(row.domain, way, texts)),
            "dkim": asdict(dkim_finding(row.domain, row.selector, texts)),
            "dmarc": asdict(dmarc_finding(row.domain, reports_to, texts)),
        }
    except NoAnswer:
        found = {**row.findings, "unanswered": True}
    row.findings, row.checked_at = found, now
    row.save(update_fields=["findings", "checked_at", "changed_at"])
    return row


def _once(lookup: Lookup) -> Lookup:
    """Each name is asked for once in one look."""
    known: dict[str, list[str]] = {}

    def texts(name: str) -> list[str]:
        if name not in known:
            known[name] = lookup(name)
        return known[name]

    return texts


def _domain_name(text: str) -> str:
    """`Example.COM.` or `mail@example.com` as `example.com`; Japanese names in their ASCII form."""
    plain = text.strip().rpartition("@")[2].strip(". ").lower()
    try:
        plain = plain.encode("idna").decode()
    except UnicodeError:
        raise DomainInvalid from None
    if not _DOMAIN.fullmatch(plain):
        raise DomainInvalid
    return plain


def _selector(text: str) -> str:
    """The selector alone, also where the whole name of the entry was given."""
    plain = text.strip().lower().partition("._domainkey")[0]
    if plain and not _SELECTOR.fullmatch(plain):
        raise DomainInvalid
    return plain
