"""Whom a survey is for, and what would come of asking them all."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.customers.queries import people_in_segment
from emptychair.messaging.services.contact import preview_contact
from emptychair.messaging.types import ContactReason
from emptychair.surveys.models import Invitation, Survey
from emptychair.surveys.types import ALREADY_ASKED, Asked, WaveResult
from emptychair.surveys.wishes import channels_of, contact_wish


@dataclass(frozen=True, slots=True, kw_only=True)
class WavePreview:
    """A wave before it is sent: the counts, and everybody with the reason."""

    result: WaveResult
    people: list[Asked]


def audience_of(access: Access, survey: Survey) -> QuerySet[Person]:
    """Everybody whom the survey is for: its segment, else all customers; each person once."""
    access.require(Permission.SURVEY_READ)
    if survey.segment is not None:
        return people_in_segment(access, survey.segment).filter(merged_into=None)
    return Person.objects.visible_to(access).filter(merged_into=None)


def decision_key(access: Access, survey_id: int, occasion: str) -> str:
    """Under which occasion the contact rule keeps its decisions about this survey."""
    access.workspace  # noqa: B018 - refuses those without one
    return f"survey:{survey_id}:{occasion}"[:120]


def wave_preview(
    access: Access, survey: Survey, *, wave: str, now: datetime, at_most: int | None = None
) -> WavePreview:
    """Whom this wave would ask, and whom not, with the reason; stores nothing.

    Of more than `at_most` people a sample is judged, spread evenly over all, and the counts are
    estimates: `result.looked_at` then says how many were judged.
    """
    access.require(Permission.SURVEY_SEND)
    ids = list(audience_of(access, survey).order_by("pk").values_list("pk", flat=True))
    total, ids = len(ids), ids[:: max(1, -(-len(ids) // at_most))] if at_most else ids
    rows = Invitation.objects.visible_to(access).filter(survey=survey, occasion=f"wave:{wave}")
    done = dict(rows.values_list("person_id", "pk"))
    people = _judged(access, survey, ids, done, now)
    return WavePreview(result=_counted(people, total), people=people)


def _counted(people: list[Asked], total: int) -> WaveResult:
    """The counts of those who were judged, for all."""
    share = total / len(people) if people else 1
    reasons = Counter(one.reason for one in people)
    return WaveResult(
        people=total,
        asked=round(share * sum(one.asked for one in people)),
        reasons={code: round(share * count) for code, count in reasons.items()},
        dry_run=True,
        looked_at=len(people) if len(people) < total else None,
    )


def _judged(
    access: Access, survey: Survey, ids: list[int], done: Mapping[int, int], now: datetime
) -> list[Asked]:
    found = [
        Asked(person_id=pk, asked=False, reason=ALREADY_ASKED, invitation_id=done[pk])
        for pk in ids
        if pk in done
    ]
    fresh = [pk for pk in ids if pk not in done]
    return found + judged_on_channels(access, survey, fresh, now=now)


def judged_on_channels(
    access: Access, survey: Survey, ids: list[int], *, now: datetime
) -> list[Asked]:
    """What the contact rule says, for each on the first channel on which they can be reached."""
    access.require(Permission.SURVEY_SEND)
    found: list[Asked] = []
    channels, left = channels_of(survey), ids
    for channel in channels:
        wish = contact_wish(survey, channel)
        rows = preview_contact(access, left, now=now, **wish)
        left = []
        for pk, allowed, reason, parameters in rows:
            if reason == ContactReason.NO_ADDRESS and channel != channels[-1]:
                left.append(pk)
                continue
            found.append(Asked(person_id=pk, asked=allowed, reason=reason, parameters=parameters))
    return found
