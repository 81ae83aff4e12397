"""Regular reports, their issues and readers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import RIGHTS, Permission
from emptychair.accounts.queries import members_of
from emptychair.digests.models import Digest, DigestFile, DigestIssue, DigestRecipient
from emptychair.digests.models.digest import DigestQuerySet
from emptychair.digests.rules.cadence import due_at, last_period, period_key, period_with
from emptychair.kit.errors import NotFound
from emptychair.kit.periods import Period, local_day

GRACE = timedelta(hours=2)  # the job looks every hour
PARTS = ("team", "touchpoint", "created_by")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets a report, and whether with names."""

    address: str
    name: str
    may_see_names: bool
    is_outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestRow:
    """A report as the list shows it."""

    digest: Digest
    about: str  # team or touchpoint, empty for the whole company
    readers: int
    next_at: datetime | None  # None while it rests
    last: DigestIssue | None


def digests_of(access: Access, *, now: datetime) -> list[DigestRow]:
    """All reports of the workspace by name, each with its newest issue and its next day."""
    access.require(Permission.REPORT_READ)
    newest = DigestIssue.objects.visible_to(access).filter(made_at__isnull=False)
    newest = newest.order_by("digest", "-first", "-pk")
    found = (
        _kept(access)
        .order_by("name", "pk")
        .prefetch_related(
            Prefetch("recipients", DigestRecipient.objects.visible_to(access)),
            Prefetch("issues", newest, to_attr="newest_issues"),
        )
    )
    return [_row(access, one, now) for one in found]


def digest_with_id(access: Access, digest_id: int, *, removed: bool = False) -> Digest:
    """One report. Raises `NotFound`; `removed` finds those that were put away."""
    access.require(Permission.REPORT_READ)
    rows = Digest.objects.visible_to(access).select_related(*PARTS)
    found = rows.filter(pk=digest_id, removed_at__isnull=not removed).first()
    if found is None:
        raise NotFound
    return found


def issues_of(access: Access, digest: Digest, *, limit: int = 60) -> list[DigestIssue]:
    """What was made, the newest period first, with its files."""
    access.require(Permission.REPORT_READ)
    files = DigestFile.objects.visible_to(access).order_by("pk")
    rows = DigestIssue.objects.visible_to(access).filter(digest=digest, made_at__isnull=False)
    found = rows.select_related("digest").prefetch_related(Prefetch("files", files))
    return list(found.order_by("-first", "-pk")[:limit])


def issue_with_id(access: Access, issue_id: int) -> DigestIssue:
    """One issue that was made, of a report that is kept. Raises `NotFound`."""
    access.require(Permission.REPORT_READ)
    rows = DigestIssue.objects.visible_to(access).filter(
        made_at__isnull=False, digest__in=_kept(access)
    )
    found = rows.select_related("digest__team", "digest__touchpoint").filter(pk=issue_id).first()
    if found is None:
        raise NotFound
    return found


def readers_of(access: Access, digest: Digest) -> list[Reader]:
    """Who gets it now: colleagues who may still read reports, and confirmed addresses outside."""
    access.require(Permission.REPORT_READ)
    members = {one.user_id: one for one in members_of(access)}
    rows = DigestRecipient.objects.visible_to(access).filter(digest=digest)
    found = []
    for one in rows.order_by("pk"):
        member = members.get(one.user_id or 0)
        if one.address:
            found.append(Reader(one.address, "", may_see_names=False, is_outside=True))
        elif member and Permission.REPORT_READ in RIGHTS[member.role]:
            names = Permission.NAME_READ in RIGHTS[member.role]
            found.append(Reader(member.email, member.name, names))
    return found


def period_of(access: Access, digest: Digest, *, now: datetime) -> Period:
    """The newest period that is over."""
    today = local_day(now, access.workspace.zone)
    first_month = access.workspace.fiscal_year_start
    return last_period(digest.cadence, today, first_month=first_month)


def period_named(access: Access, digest: Digest, key: str, *, now: datetime) -> Period:
    """One of the last three years' periods by its key; the newest for another. Raises nothing."""
    first_month, newest = access.workspace.fiscal_year_start, period_of(access, digest, now=now)
    period = newest
    for _back in range(160):
        if period_key(digest.cadence, period, first_month=first_month) == key:
            return period
        earlier = last_period(digest.cadence, period.first, first_month=first_month)
        period = earlier
    return newest


def late_period(access: Access, digest: Digest, *, now: datetime) -> Period | None:
    """The newest period that had to be made and sent two hours ago, and is not; else nothing."""
    access.require(Permission.REPORT_READ)
    period = period_of(access, digest, now=now)
    due = due_at(digest.cadence, digest.day, digest.hour, period, access.workspace.zone)
    if digest.paused_at or not digest.active_from <= due <= now - GRACE:
        return None
    return None if _is_settled(access, digest, period) else period


def due_digests(access: Access, *, now: datetime) -> list[tuple[Digest, Period]]:
    """Reports of every workspace whose newest period is due and not yet both made and sent."""
    rows = Digest.objects.kept().filter(paused_at=None).select_related("workspace", *PARTS)
    if access.place is not None:
        rows = rows.filter(workspace=access.place)
    found = []
    for digest in rows.order_by("pk"):
        workspace = digest.workspace
        theirs = Access.system(workspace, access.actor.label)
        period = period_of(theirs, digest, now=now)
        due = due_at(digest.cadence, digest.day, digest.hour, period, workspace.zone)
        if digest.active_from <= due <= now and not _is_settled(theirs, digest, period):
            found.append((digest, period))
    return found


def digest_of_job(access: Access, digest_id: int) -> Digest | None:
    """The report of a job with its workspace, unless it rests or was put away."""
    rows = Digest.objects.kept().filter(paused_at=None, pk=digest_id)
    if access.place is not None:
        rows = rows.filter(workspace=access.place)
    return rows.select_related("workspace", *PARTS).first()


def workspaces_with_digests(access: Access) -> list[Workspace]:
    """Where there are reports; `access` sees its own workspace only."""
    ids = Digest.objects.order_by().values("workspace_id")
    found = Workspace.objects.filter(pk__in=ids)
    return list(found.filter(pk=access.place.pk) if access.place else found.order_by("pk"))


def _is_settled(access: Access, digest: Digest, period: Period) -> bool:
    key = period_key(digest.cadence, period, first_month=access.workspace.fiscal_year_start)
    rows = DigestIssue.objects.visible_to(access).filter(digest=digest, period=key)
    return rows.filter(sent_at__isnull=False).exists()


def _kept(access: Access) -> DigestQuerySet:
    return Digest.objects.visible_to(access).kept().select_related(*PARTS)


def _row(access: Access, digest: Digest, now: datetime) -> DigestRow:
    issues: list[DigestIssue] = getattr(digest, "newest_issues", [])
    about = digest.team.name if digest.team else ""
    return DigestRow(
        digest=digest,
        about=digest.touchpoint.name if digest.touchpoint else about,
        readers=len(digest.recipients.all()),
        next_at=None if digest.paused_at else next_at(access, digest, now=now),
        last=issues[0] if issues else None,
    )


def next_at(access: Access, digest: Digest, *, now: datetime) -> datetime:
    """When the next one is made."""
    zone, first_month = access.workspace.zone, access.workspace.fiscal_year_start
    today = local_day(now, zone)
    last = last_period(digest.cadence, today, first_month=first_month)
    due = due_at(digest.cadence, digest.day, digest.hour, last, zone)
    if due > now:
        return due
    running = period_with(digest.cadence, today, first_month=first_month)
    return due_at(digest.cadence, digest.day, digest.hour, running, zone)
