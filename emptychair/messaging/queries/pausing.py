"""Whether sending to many rests, how much went, and how much of it came back."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.messaging.errors import PauseNotFound
from emptychair.messaging.models import Message, SendingDomain, SendingPause
from emptychair.messaging.queries.delivery import can_mail_leave, sender_address
from emptychair.messaging.reasons import reason_sentence
from emptychair.messaging.rules.slow_start import ceiling_on, room_left
from emptychair.messaging.rules.threads import plain_address
from emptychair.messaging.rules.trouble import WINDOW, Outcome
from emptychair.messaging.types import EMAIL, OUTBOX, TO_MANY, MessageState

S = MessageState
TRIED = (S.LEASED, S.HANDED_OVER, S.DELIVERED, S.BOUNCED, S.COMPLAINED, S.UNKNOWN)


def pause_now(access: Access) -> SendingPause | None:
    """The pause of mails to many that holds now, or nothing."""
    return SendingPause.objects.visible_to(access).filter(ended_at=None).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseView:
    """A pause as pages show it."""

    id: int
    sentence: str
    begun_at: datetime
    ended_at: datetime | None
    waiting: int  # mails to many that wait for its end


@dataclass(frozen=True, slots=True, kw_only=True)
class SlowStart:
    """Today's share of a new sending domain."""

    ceiling: int
    sent: int
    waiting: int  # mails that wait for tomorrow


def current_pause(access: Access) -> PauseView | None:
    """The pause that holds now, fit to show, or nothing. Needs `message:read`."""
    access.require(Permission.MESSAGE_READ)
    pause = pause_now(access)
    return _view(access, pause) if pause else None


def pause_with_id(access: Access, pause_id: int) -> PauseView:
    """One pause, also an old one. Needs `message:read`. Raises `PauseNotFound`."""
    access.require(Permission.MESSAGE_READ)
    pause = SendingPause.objects.visible_to(access).filter(pk=pause_id).first()
    if pause is None:
        raise PauseNotFound
    return _view(access, pause)


def slow_start_now(access: Access, *, now: datetime) -> SlowStart | None:
    """Today's share of the slow start, or nothing where there is none."""
    ceiling = ceiling_today(access, now=now)
    if ceiling is None:
        return None
    waiting = _waiting(access).filter(reason="slow_start").count()
    return SlowStart(ceiling=ceiling, sent=sent_today(access, now=now), waiting=waiting)


def outcome_lately(access: Access, *, now: datetime) -> Outcome:
    """What became of the mails to many of the last days, since sending was last resumed."""
    ended = SendingPause.objects.visible_to(access).exclude(ended_at=None)
    last = ended.order_by("-ended_at").values_list("ended_at", flat=True).first()
    since = max(now - WINDOW, last) if last else now - WINDOW
    counts = _tried_since(access, since).aggregate(
        sent=Count("pk"),
        bounced=Count("pk", filter=Q(state=S.BOUNCED)),
        complained=Count("pk", filter=Q(state=S.COMPLAINED)),
    )
    return Outcome(**counts)


def ceiling_today(access: Access, *, now: datetime) -> int | None:
    """How many mails to many may go today; nothing when the domain is no new one."""
    if not can_mail_leave(access):
        return None
    domain = plain_address(sender_address(access)).rpartition("@")[2]
    rows = SendingDomain.objects.visible_to(access).filter(domain=domain)
    begun = rows.values_list("slow_start_on", flat=True).first()
    day = now.astimezone(access.workspace.zone).date()
    return ceiling_on(day, begun_on=begun)


def sent_today(access: Access, *, now: datetime) -> int:
    """How many mails to many were tried today, the ones on their way included."""
    local = now.astimezone(access.workspace.zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return _tried_since(access, midnight).count()


def is_above_ceiling(access: Access, message: Message, *, now: datetime) -> bool:
    """Whether this message, which is counted already, is one too many for today."""
    if message.purpose not in TO_MANY or message.channel != EMAIL:
        return False
    ceiling = ceiling_today(access, now=now)
    return ceiling is not None and not room_left(ceiling, sent=sent_today(access, now=now) - 1)


def _tried_since(access: Access, since: datetime) -> QuerySet[Message]:
    rows = Message.objects.visible_to(access).filter(
        leased_at__gte=since, state__in=TRIED, purpose__in=TO_MANY, channel=EMAIL
    )
    return rows.exclude(provider_id=OUTBOX)


def _view(access: Access, pause: SendingPause) -> PauseView:
    return PauseView(
        id=pause.pk,
        sentence=reason_sentence(pause.reason, pause.parameters),
        begun_at=pause.begun_at,
        ended_at=pause.ended_at,
        waiting=_waiting(access).count() if pause.ended_at is None else 0,
    )


def _waiting(access: Access) -> QuerySet[Message]:
    rows = Message.objects.visible_to(access).filter(state=S.PLANNED, purpose__in=TO_MANY)
    return rows.filter(channel=EMAIL)
