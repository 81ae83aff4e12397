"""Questions to customers about a number: the page behind a link, and what was said."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import override as in_language

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.customers.queries.finding import shown_name, shown_words
from emptychair.kit.addressing import spoken_to
from emptychair.kit.errors import NotFound
from emptychair.messaging.queries import reason_sentence
from emptychair.messaging.services.sending import preview_contact
from emptychair.messaging.types import MessageState, Purpose
from emptychair.outcomes.errors import LinkUnknown
from emptychair.outcomes.links import read_token, token_for
from emptychair.outcomes.models import Confirmation, Kpi
from emptychair.outcomes.rules.links import is_open
from emptychair.outcomes.types import ConfirmationState
from emptychair.outcomes.words import value_words

LINK = "{link}"
LANGUAGES = ("ja", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmVisit:
    """A customer at the page of one number. Nothing but this number is shown to them, and `access`
    is good for answering it only.
    """

    access: Access
    row: Confirmation
    state: str  # open, answered, over
    name: str
    value: str
    day: date
    unit: str
    company: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationRow:
    """One question with its answer, fit to show."""

    id: int
    state: str
    state_words: str
    is_open: bool
    waits_for_us: bool
    asked_at: datetime
    asked_by: str
    to: str
    sent: str
    expires_at: datetime
    token: str
    reading_value: float
    reading_day: date
    their_value: float | None
    their_day: date | None
    answered_at: datetime | None
    answered_name: str
    comment: str
    decided: str
    decided_reason: str
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The mail as it may go out, and whether it may."""

    allowed: bool
    reason: str
    subject: str
    text: str


def visit_by_token(access: Access, token: str, *, now: datetime) -> ConfirmVisit:
    """What lies behind a link. Raises `LinkUnknown`. `access` is the product's own."""
    access.require(Permission.CUSTOMER_READ)
    read = read_token(token)
    if read is None:
        raise LinkUnknown
    rows = Confirmation.objects.select_related("workspace", "kpi", "reading", "person")
    row = rows.filter(pk=read[1], workspace_id=read[0]).first()
    if row is None:
        raise LinkUnknown
    open_now = is_open(row.state, row.expires_at, now) and row.kpi.retired_at is None
    state = "open" if open_now else "answered" if row.answered_at is not None else "over"
    return ConfirmVisit(
        access=Access.respondent(row.workspace, f"KPI link {row.pk}"),
        row=row,
        state=state,
        name=row.kpi.name,
        value=value_words(row.reading.value, row.kpi.unit),
        day=row.reading.day,
        unit=row.kpi.unit,
        company=row.workspace.sender_name or row.workspace.name,
    )


def confirmations_of(access: Access, kpi: Kpi, *, now: datetime) -> list[ConfirmationRow]:
    """All questions about a KPI, newest first."""
    access.require(Permission.CUSTOMER_READ)
    rows = Confirmation.objects.visible_to(access).filter(kpi=kpi)
    rows = rows.select_related("reading", "person", "asked_by", "decided_by", "message")
    return [_row(access, one, now) for one in rows.order_by("-asked_at", "-pk")[:50]]


def confirmation_with_id(access: Access, kpi: Kpi, confirmation_id: int) -> Confirmation:
    """One of a KPI. Raises `NotFound`."""
    access.require(Permission.CUSTOMER_READ)
    rows = Confirmation.objects.visible_to(access).filter(kpi=kpi, pk=confirmation_id)
    found = rows.select_related("kpi", "reading", "person").first()
    if found is None:
        raise NotFound
    return found


def draft_for(access: Access, kpi: Kpi, person: Person, *, now: datetime) -> Draft:
    """A mail to put into one's own words, and what the contact rule says. Nothing is stored."""
    access.require(Permission.CUSTOMER_READ)
    allowed, reason = False, ""
    for _id, allowed, code, parameters in preview_contact(
        access, [person.pk], now=now, purpose=Purpose.TOLD.value
    ):
        reason = "" if allowed else reason_sentence(code, parameters)
    language = language_of(access, person)
    with in_language(language):
        facts = {
            "name": spoken_to(shown_name(access, person) if person.name else ""),
            "kpi": kpi.name,
            "value": value_words(kpi.current_value, kpi.unit),
            "link": LINK,
        }
        subject = _("May we ask you to confirm a number: %(kpi)s") % facts
        text = (
            _(
                "Dear %(name)s,\n\nso that we work on what counts for you, we keep the number we "
                "agreed on: %(kpi)s. As far as we know it stands at %(value)s.\n\nIs that right? "
                "One click tells us, and you can correct it there; no account is needed:\n%(link)s"
            )
            % facts
        )
    return Draft(allowed=allowed, reason=reason, subject=subject, text=text)


def language_of(access: Access, person: Person | None) -> str:
    """In which of our languages we write to somebody."""
    spoken = person.language.partition("-")[0] if person is not None else ""
    return spoken if spoken in LANGUAGES else access.workspace.language


def _row(access: Access, one: Confirmation, now: datetime) -> ConfirmationRow:
    state = ConfirmationState(one.state)
    over = state is ConfirmationState.OPEN and not is_open(one.state, one.expires_at, now)
    return ConfirmationRow(
        id=one.pk,
        state=one.state,
        state_words=_("expired") if over else str(state.label),
        is_open=state is ConfirmationState.OPEN and not over,
        waits_for_us=state is ConfirmationState.CORRECTED and not one.decided,
        asked_at=one.asked_at,
        asked_by=str(one.asked_by or ""),
        to=shown_name(access, one.person) if one.person else "",
        sent=str(MessageState(one.message.state).label) if one.message else "",
        expires_at=one.expires_at,
        token=token_for(one.workspace_id, one.pk),
        reading_value=one.reading.value,
        reading_day=one.reading.day,
        their_value=one.their_value,
        their_day=one.their_day,
        answered_at=one.answered_at,
        answered_name=one.answered_name if access.may_see_names else "…",
        comment=shown_words(access, one.comment, one.person),
        decided=one.decided,
        decided_reason=one.decided_reason,
        decided_by=str(one.decided_by or ""),
    )
