"""Making the report of a period: once, whatever crashes, however many workers want it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.digests.errors import PeriodNotOver, StillBeingMade
from emptychair.digests.models import Digest, DigestFile, DigestIssue
from emptychair.digests.queries.content import content_of, masked
from emptychair.digests.queries.mails import file_name
from emptychair.digests.rules.cadence import period_key
from emptychair.digests.services.files import keep_file
from emptychair.digests.types import Content, Form
from emptychair.digests.writers import write
from emptychair.kit.models import WorkspaceQuerySet
from emptychair.kit.periods import Period, local_day

LEASE = timedelta(minutes=15)  # after that whoever was at it is dead


@dataclass(frozen=True, slots=True)
class Made:
    """A file that is written and not yet an issue's."""

    form: str
    with_names: bool
    file_name: str
    content: bytes


def make_issue(
    access: Access, digest: Digest, period: Period, *, now: datetime
) -> tuple[DigestIssue, bool]:
    """The issue of a period and whether it was made now; files first, then the row says so.

    Raises `PeriodNotOver`, and `StillBeingMade` while another worker is at it.
    """
    access.require(Permission.REPORT_READ)
    if period.end > local_day(now, access.workspace.zone):
        raise PeriodNotOver
    issue = _row(access, digest, period)
    if issue.made_at:
        return issue, False
    if not _take(access, issue, now):
        raise StillBeingMade
    try:
        content, files = write_files(access, digest, period, now=now)
        _settle(access, issue, content, files, now=now)
    except BaseException:
        _mine(access, issue).filter(made_at=None).update(begun_at=None)
        raise
    issue.refresh_from_db()
    return issue, True


def write_files(
    access: Access, digest: Digest, period: Period, *, now: datetime
) -> tuple[Content, list[Made]]:
    """The files of a report, without names and, where it has them, with names too."""
    access.require(Permission.REPORT_READ)
    plain = content_of(masked(access), digest, period, now=now)
    editions = [plain]
    if digest.with_names and access.may_see_names:
        editions.append(content_of(access, digest, period, now=now))
    files = [
        _written(access, digest, period, content, form)
        for content in editions
        for form in Form.values
        if form in digest.forms
    ]
    return plain, files


def write_file(access: Access, digest: Digest, period: Period, form: str, *, now: datetime) -> Made:
    """One file as it would be made now, for whoever asks; nothing is kept."""
    access.require(Permission.REPORT_READ)
    reader = access if digest.with_names else masked(access)
    content = content_of(reader, digest, period, now=now)
    return _written(access, digest, period, content, form)


def _written(access: Access, digest: Digest, period: Period, content: Content, form: str) -> Made:
    name = file_name(access, digest, period, form, with_names=not content.masked)
    return Made(form, not content.masked, name, write(content, form))


def _row(access: Access, digest: Digest, period: Period) -> DigestIssue:
    key = period_key(digest.cadence, period, first_month=access.workspace.fiscal_year_start)
    issue, _new = DigestIssue.objects.get_or_create(
        workspace=access.workspace, digest=digest, period=key,
        defaults={"first": period.first, "end": period.end},
    )  # fmt: skip
    return issue


def _mine(access: Access, issue: DigestIssue) -> WorkspaceQuerySet[DigestIssue]:
    return DigestIssue.objects.visible_to(access).filter(pk=issue.pk)


def _take(access: Access, issue: DigestIssue, now: datetime) -> bool:
    """One statement, so that only one of two succeeds."""
    free = Q(begun_at=None) | Q(begun_at__lt=now - LEASE)
    return bool(_mine(access, issue).filter(free, made_at=None).update(begun_at=now))


def _settle(
    access: Access, issue: DigestIssue, content: Content, files: list[Made], *, now: datetime
) -> None:
    kept = [(one, keep_file(access, one.content)) for one in files]
    with transaction.atomic():
        rows = _mine(access, issue).filter(made_at=None, begun_at=now)
        told = {
            "made_at": now,
            "title": f"{content.title} {content.period}"[:200],
            "summary": list(content.subjects),
            "failed_parts": [part.group for part in content.failed],
        }
        if not rows.update(**told):
            return  # too slow: another worker took over, and our files are nobody's
        DigestFile.objects.visible_to(access).filter(issue=issue).delete()
        DigestFile.objects.bulk_create(
            DigestFile(
                workspace=access.workspace, issue=issue, form=one.form,
                with_names=one.with_names, stored_as=name, file_name=one.file_name,
                size=len(one.content),
            )
            for one, name in kept
        )  # fmt: skip
        record_audit(access, issue, action="digest.made", after={"period": issue.period})
