"""The domains we send from, and what their DNS said."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.messaging.errors import DomainNotFound
from emptychair.messaging.models import SendingDomain
from emptychair.messaging.queries.delivery import sender_address
from emptychair.messaging.rules.dns_records import Finding, Way
from emptychair.messaging.rules.slow_start import DAYS, ceiling_on
from emptychair.messaging.rules.threads import plain_address

ORDER = ("spf", "dkim", "dmarc")


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainView:
    """One domain as the page shows it; `ceiling` is the most mails to many it may send today."""

    id: int
    domain: str
    selector: str
    is_senders: bool  # the workspace's sender address lies in it
    checked_at: datetime | None
    findings: tuple[Finding, ...]
    unanswered: bool  # the last look got no answer; the findings are older, or there are none
    slow_start_on: date | None
    slow_start_day: int
    ceiling: int | None

    @property
    def is_good(self) -> bool:
        """Nothing is to do."""
        return bool(self.findings) and all(one.state != "bad" for one in self.findings)


def sending_domains(access: Access, *, now: datetime) -> list[DomainView]:
    """The domains of the workspace, that of its sender first. Needs `workspace:manage`."""
    access.require(Permission.WORKSPACE_MANAGE)
    rows = SendingDomain.objects.visible_to(access).order_by("domain")
    views = [_view(access, row, now) for row in rows]
    return sorted(views, key=lambda one: not one.is_senders)


def sending_domain(access: Access, domain_id: int) -> SendingDomain:
    """One domain. Needs `workspace:manage`. Raises `DomainNotFound`."""
    access.require(Permission.WORKSPACE_MANAGE)
    found = SendingDomain.objects.visible_to(access).filter(pk=domain_id).first()
    if found is None:
        raise DomainNotFound
    return found


def sender_domain(access: Access) -> str:
    """The domain of the address our mail comes from; empty where there is no real one."""
    domain = plain_address(sender_address(access)).rpartition("@")[2].lower()
    return domain if "." in domain else ""


def sending_way(access: Access) -> Way:
    """How mail leaves the installation: by a provider's API or a server."""
    access.require(Permission.WORKSPACE_MANAGE)
    by_server = str(settings.EMAIL_HOST or "") if settings.MAIL_IS_SENT else ""
    provider = "" if by_server else str(settings.MAIL_PROVIDER)
    return Way(host=by_server.lower(), provider=provider)


def domains_to_check(access: Access, *, before: datetime) -> list[SendingDomain]:
    """Domains that nobody looked at since, with their workspaces; `access` sees its own only."""
    rows = SendingDomain.objects.filter(checked_at__lt=before).select_related("workspace")
    if access.place is not None:
        rows = rows.filter(workspace=access.place)
    return list(rows.order_by("checked_at")[:500])


def _view(access: Access, row: SendingDomain, now: datetime) -> DomainView:
    day = now.astimezone(access.workspace.zone).date()
    begun = row.slow_start_on
    number = (day - begun).days + 1 if begun else 0
    return DomainView(
        id=row.pk,
        domain=row.domain,
        selector=row.selector,
        is_senders=row.domain == sender_domain(access),
        checked_at=row.checked_at,
        findings=tuple(Finding(**row.findings[one]) for one in ORDER if one in row.findings),
        unanswered=bool(row.findings.get("unanswered")),
        slow_start_on=begun,
        slow_start_day=number if 0 < number <= DAYS else 0,
        ceiling=ceiling_on(day, begun_on=begun),
    )
