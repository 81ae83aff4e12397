"""Sending a report: through the outbox, to each reader once, names only to who may see them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import translation

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import member_with_id
from emptychair.accounts.services.audit import record_audit
from emptychair.digests.errors import NoAddress
from emptychair.digests.models import Digest, DigestIssue
from emptychair.digests.queries.content import masked
from emptychair.digests.queries.digests import Reader, period_of, readers_of
from emptychair.digests.queries.files import content_of_file
from emptychair.digests.queries.mails import subject_of
from emptychair.digests.rules.cadence import period_key
from emptychair.digests.rules.mails import mail_key
from emptychair.digests.services.making import Made, write_files
from emptychair.digests.types import CONTENT_TYPES
from emptychair.digests.words import mail_words
from emptychair.kit.periods import Period
from emptychair.messaging.models import Message
from emptychair.messaging.services.sending import plan_message
from emptychair.messaging.types import MailFile, Purpose


@transaction.atomic
def send_issue(access: Access, issue: DigestIssue, *, address: str, now: datetime) -> int:
    """Plan a mail to every reader who has none yet; how many are new. Doing it twice sends once.

    `address` is the page of the issue.
    """
    access.require(Permission.REPORT_READ)
    rows = DigestIssue.objects.visible_to(access).select_for_update().filter(pk=issue.pk)
    locked = rows.select_related("digest").get()
    files = [
        Made(one.form, one.with_names, one.file_name, content_of_file(access, one))
        for one in locked.files.order_by("pk")
    ]
    new = 0
    for reader in readers_of(access, locked.digest):
        mail = _Mail(mail_key(locked.pk, reader.address), locked, address)
        new += _plan(access, locked.digest, reader, mail, files)[1]
    if locked.sent_at is None:
        rows.update(sent_at=now)
        record_audit(access, locked, action="digest.sent", after={"readers": new})
    return new


def send_to_me(
    access: Access, digest: Digest, *, address: str, now: datetime, period: Period | None = None
) -> Message:
    """The report of a period, else the last, to whoever asks, and to nobody else; a try.

    Pressed twice in the same minute it is sent once. Raises `NoAddress` for machines.
    """
    access.require(Permission.REPORT_READ)
    if access.user_id is None:
        raise NoAddress
    user = member_with_id(access, access.user_id).user
    period = period or period_of(access, digest, now=now)
    content, files = write_files(access, digest, period, now=now)
    first_month = access.workspace.fiscal_year_start
    key = period_key(digest.cadence, period, first_month=first_month)
    unsaved = DigestIssue(
        workspace=access.workspace, digest=digest, title=f"{content.title} {content.period}",
        summary=list(content.subjects),
    )  # fmt: skip
    reader = Reader(user.email, str(user), access.may_see_names)
    mark = f"digest-try:{digest.pk}:{key}:{user.pk}:{now:%Y%m%d%H%M}"
    message, _new = _plan(access, digest, reader, _Mail(mark, unsaved, address), files)
    return message


class _Mail:
    """What is the same for every reader but the key."""

    def __init__(self, key: str, issue: DigestIssue, address: str) -> None:
        self.key, self.issue, self.address = key, issue, address


def _plan(
    access: Access, digest: Digest, reader: Reader, mail: _Mail, files: Sequence[Made]
) -> tuple[Message, bool]:
    with_names = reader.may_see_names and any(one.with_names for one in files)
    theirs = [one for one in files if one.with_names == with_names]
    with translation.override(digest.language):
        return plan_message(
            access if with_names else masked(access),
            person=None,
            unique_key=mail.key,
            purpose=Purpose.REPORT.value,
            to_address=reader.address,
            to_name=reader.name,
            subject=subject_of(access, mail.issue.title),
            text=mail_words(mail.issue.summary, mail.address),
            language=digest.language,
            files=[MailFile(one.file_name, CONTENT_TYPES[one.form], one.content) for one in theirs],
        )
