"""What one survey counts, answer by answer: how often each score was given, and how it was sent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Suppression
from emptychair.customers.queries import people_in_segment
from emptychair.messaging.types import MessageState
from emptychair.surveys.models import Invitation, Response, Survey

if TYPE_CHECKING:
    from emptychair.customers.models import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when to when, both inclusive; nothing for an open end."""

    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFigures:
    """What came of asking over some channels."""

    sent: int
    opened: int
    bounced: int
    unsubscribed: int
    answered: int


def newest_answer(access: Access, survey: Survey, *, segment: "Segment | None") -> datetime | None:
    """When the last answer that counts was given."""
    found: datetime | None = _answers(access, survey, segment).aggregate(last=Max("answered_at"))[
        "last"
    ]
    return found


def scores_of_survey(
    access: Access, survey: Survey, span: Span, *, segment: "Segment | None" = None
) -> dict[int, int]:
    """How often each score was given; every answer counts, not only the last of each person."""
    rows = _within(_answers(access, survey, segment), "answered_at", span)
    grouped = rows.order_by().values("score").annotate(n=Count("pk"))
    return dict(grouped.values_list("score", "n"))


def channel_figures(
    access: Access,
    survey: Survey,
    span: Span,
    *,
    channels: Collection[str],
    segment: "Segment | None" = None,
) -> ChannelFigures:
    """How many were sent, opened, came back, ended in "no more", and were answered.

    Openings are what mail programs tell, and so unreliable.
    """
    answers = _within(_answers(access, survey, segment), "answered_at", span)
    asked = _within(_asked(access, survey, segment, channels), "asked_at", span)
    went = Q(sent_at__isnull=False) | Q(message__handed_over_at__isnull=False)
    back = Q(message__state=MessageState.BOUNCED)
    counted = asked.aggregate(
        sent=Count("pk", filter=went | back | Q(message=None)),
        opened=Count("opened_at"),
        bounced=Count("pk", filter=back),
    )
    return ChannelFigures(
        sent=counted["sent"],
        opened=counted["opened"],
        bounced=counted["bounced"],
        unsubscribed=_unsubscribed(access, survey, segment, channels, span),
        answered=answers.filter(channel__in=channels).count(),
    )


def _answers(access: Access, survey: Survey, segment: "Segment | None") -> "QuerySet[Response]":
    access.require(Permission.SCORE_READ)
    rows = Response.objects.visible_to(access).counted()
    rows = rows.filter(survey=survey, score__isnull=False)
    if segment is not None:
        rows = rows.filter(person__in=people_in_segment(access, segment).values("pk"))
    return rows


def _asked(
    access: Access, survey: Survey, segment: "Segment | None", channels: Collection[str]
) -> "QuerySet[Invitation]":
    rows = Invitation.objects.visible_to(access).counted()
    rows = rows.filter(survey=survey, channel__in=channels)
    if segment is not None:
        rows = rows.filter(person__in=people_in_segment(access, segment).values("pk"))
    return rows


def _unsubscribed(
    access: Access,
    survey: Survey,
    segment: "Segment | None",
    channels: Collection[str],
    span: Span,
) -> int:
    asked = _asked(access, survey, segment, channels).filter(message__isnull=False)
    rows = Suppression.objects.visible_to(access).filter(
        channel__in=channels,
        reason="unsubscribed",
        address__in=asked.values("message__to_address"),
    )
    return _within(rows, "created_at", span).count()


def _within(rows: "QuerySet[Any]", column: str, span: Span) -> "QuerySet[Any]":
    if span.since is not None:
        rows = rows.filter(**{f"{column}__gte": span.since})
    if span.until is not None:
        rows = rows.filter(**{f"{column}__lte": span.until})
    return rows
