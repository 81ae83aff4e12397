"""The mails of a report: how they read, who gets which files, and what became of them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.digests.models import Digest, DigestIssue
from emptychair.digests.queries.digests import Reader, readers_of
from emptychair.digests.rules.cadence import period_key
from emptychair.digests.types import Content, Form
from emptychair.digests.words import mail_words
from emptychair.kit.periods import Period
from emptychair.messaging.models import Message
from emptychair.messaging.queries import reason_sentence
from emptychair.messaging.types import MessageState

ARRIVED = {MessageState.HANDED_OVER, MessageState.DELIVERED}
UNDER_WAY = {MessageState.PLANNED, MessageState.LEASED}


@dataclass(frozen=True, slots=True)
class PlannedMail:
    """What one reader would get."""

    reader: Reader
    with_names: bool
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DryRun:
    """The mail of a period as it would go out; nothing is stored or sent."""

    subject: str
    text: str
    mails: tuple[PlannedMail, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of the mail to one reader."""

    who: str
    state: str
    tone: str  # good, wait, bad
    reason: str
    at: datetime


def dry_run(
    access: Access, digest: Digest, content: Content, period: Period, *, address: str
) -> DryRun:
    """Who would get what, in which words. `address` is the page to which the mail leads."""
    access.require(Permission.REPORT_READ)
    mails = []
    for reader in readers_of(access, digest):
        named = digest.with_names and reader.may_see_names
        files = (
            file_name(access, digest, period, form, with_names=named)
            for form in Form.values
            if form in digest.forms
        )
        mails.append(PlannedMail(reader, named, tuple(files)))
    with translation.override(digest.language):
        text = mail_words(content.subjects, address)
    subject = subject_of(access, f"{content.title} {content.period}"[:200])
    return DryRun(subject, text, tuple(mails))


def deliveries_of(access: Access, issue: DigestIssue) -> list[Delivery]:
    """The mails of an issue; those that did not arrive first."""
    access.require(Permission.REPORT_READ)
    rows = Message.objects.visible_to(access).filter(unique_key__startswith=f"digest:{issue.pk}:")
    found = [_delivery(row) for row in rows.order_by("to_address")[:500]]
    return sorted(found, key=lambda one: ("bad", "wait", "good").index(one.tone))


def subject_of(access: Access, title: str) -> str:
    """The subject of a report's mail."""
    return f"{title} ({access.workspace.name})"


def file_name(
    access: Access, digest: Digest, period: Period, form: str, *, with_names: bool
) -> str:
    """What a file of a period is called."""
    key = period_key(digest.cadence, period, first_month=access.workspace.fiscal_year_start)
    named = "-names" if with_names else ""
    return f"{access.workspace.slug}-{digest.pk}-{key}{named}.{form}"


def _delivery(row: Message) -> Delivery:
    state = MessageState(row.state)
    tone = "good" if state in ARRIVED else "wait" if state in UNDER_WAY else "bad"
    return Delivery(
        who=row.to_name or row.to_address,
        state=str(state.label),
        tone=tone,
        reason=reason_sentence(row.reason, row.reason_parameters) if row.reason else "",
        at=row.handed_over_at or row.created_at,
    )
