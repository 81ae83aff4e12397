"""Many invitations and answers at once, from a file or another product. The same rows twice add
nothing. A row is a plain dict with the ids of rows that are there already.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person, TimelineEntry
from emptychair.kit.events import publish as tell
from emptychair.surveys.errors import ScoreOutOfRange
from emptychair.surveys.events import ResponseReceived
from emptychair.surveys.models import Invitation, Response, Survey
from emptychair.surveys.models.marking import mark_words
from emptychair.surveys.rules.privacy import is_named
from emptychair.surveys.rules.scores import on_scale
from emptychair.surveys.services.responses import LONGEST_COMMENT, refuse_names

BATCH = 500
TOLD_DAYS = 14  # older answers of a file open no cases


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What came of many rows: new ones, those that were there, those of which others were told."""

    added: int
    known: int
    told: int = 0
    ids: tuple[int, ...] = ()


def add_invitations(access: Access, survey: Survey, rows: Iterable[Mapping[str, Any]]) -> Added:
    """Record that people were asked, without asking anybody.

    A row has `external_id` (stored as the occasion), `person_id`, `asked_at`, and perhaps
    `touchpoint_id`, `channel`, `language`, `expires_at`, `answered_at`.
    """
    access.require(Permission.DATA_IMPORT)
    added, known, ids = 0, 0, []
    for batch in _batches(rows):
        with transaction.atomic():
            wanted = {(row["person_id"], _occasion(row["external_id"])): row for row in batch}
            there = set(
                Invitation.objects.visible_to(access)
                .filter(survey=survey, occasion__in={occasion for _person, occasion in wanted})
                .values_list("person_id", "occasion")
            )
            fresh = [
                _invitation(access, survey, row, occasion)
                for (person, occasion), row in wanted.items()
                if (person, occasion) not in there
            ]
            made = Invitation.objects.bulk_create(fresh)
        ids += [one.pk for one in made]
        added, known = added + len(made), known + len(batch) - len(made)
    return Added(added=added, known=known, ids=tuple(ids))


def add_responses(
    access: Access,
    survey: Survey,
    rows: Iterable[Mapping[str, Any]],
    *,
    now: datetime,
    publish: bool = True,
    told_days: int = TOLD_DAYS,
) -> Added:
    """Record answers, once for each `external_id`.

    A row has `external_id`, `answered_at`, `score` (or nothing), and perhaps `comment`,
    `person_id`, `touchpoint_id`, `company_id`, `segment`, `channel`, `source`, `language`,
    `invitation` (the external id of `add_invitations`). Without `touchpoint_id` the survey's
    counts; without company and segment the person's. Only answers of the last `told_days` days are
    told to others, and with `publish=False` none. Raises `ScoreOutOfRange`.
    """
    access.require(Permission.DATA_IMPORT)
    refuse_names(access, survey, survey)
    since = now - timedelta(days=told_days) if publish else None
    added, known, told, ids = 0, 0, 0, []
    for batch in _batches(rows):
        with transaction.atomic():
            made = _store(access, survey, batch)
            told += _tell(access, made, since)
        ids += [one.pk for one in made]
        added, known = added + len(made), known + len(batch) - len(made)
    return Added(added=added, known=known, told=told, ids=tuple(ids))


def _store(access: Access, survey: Survey, batch: list[Mapping[str, Any]]) -> list[Response]:
    wanted = {str(row["external_id"]): row for row in batch}
    for row in batch:
        if row.get("score") is not None and not on_scale(survey.metric, row["score"]):
            raise ScoreOutOfRange(metric=survey.metric, score=row["score"])
    answers = Response.objects.visible_to(access)
    there = set(answers.with_external_id(*wanted).values_list("external_id", flat=True))
    fresh = {key: row for key, row in wanted.items() if key not in there}
    ids = {row["person_id"] for row in fresh.values() if row.get("person_id")}
    people = Person.objects.visible_to(access).in_bulk(ids)
    invitations = _invitations(access, survey, fresh.values())
    made = Response.objects.bulk_create(
        [_response(access, survey, row, people, invitations) for row in fresh.values()]
    )
    _mark_answered(made, invitations)
    TimelineEntry.objects.bulk_create(
        [_entry(access, one) for one in made if one.person_id], ignore_conflicts=True
    )
    return made


def _response(
    access: Access,
    survey: Survey,
    row: Mapping[str, Any],
    people: Mapping[int, Person],
    invitations: dict[tuple[int | None, str], Invitation],
) -> Response:
    person = people.get(row.get("person_id") or 0)
    asked = invitations.get((person.pk if person else None, _occasion(row.get("invitation", ""))))
    person = person if is_named(survey.privacy) else None
    made = Response(
        workspace=access.workspace,
        survey=survey,
        invitation=asked,
        person=person,
        company_id=(row.get("company_id") or (person.company_id if person else None))
        if is_named(survey.privacy)
        else None,
        touchpoint_id=row.get("touchpoint_id") or survey.touchpoint_id,
        metric=survey.metric,
        score=row.get("score"),
        comment=str(row.get("comment") or "").strip()[:LONGEST_COMMENT],
        language=row.get("language") or "",
        channel=row.get("channel") or "email",
        segment=str(row.get("segment") or (person.segment if person else ""))[:80],
        answered_at=row["answered_at"],
        source=row.get("source") or "import",
        external_id=str(row["external_id"]),
    )
    mark_words(made)
    return made


def _invitation(
    access: Access, survey: Survey, row: Mapping[str, Any], occasion: str
) -> Invitation:
    return Invitation(
        workspace=access.workspace,
        survey=survey,
        person_id=row["person_id"],
        touchpoint_id=row.get("touchpoint_id") or survey.touchpoint_id,
        occasion=occasion,
        channel=row.get("channel") or "email",
        language=row.get("language") or "",
        asked_at=row["asked_at"],
        expires_at=row.get("expires_at"),
        answered_at=row.get("answered_at"),
    )


def _invitations(
    access: Access, survey: Survey, rows: Iterable[Mapping[str, Any]]
) -> dict[tuple[int | None, str], Invitation]:
    """Those that the rows name and that have no answer yet, by person and occasion."""
    occasions = {_occasion(row["invitation"]) for row in rows if row.get("invitation")}
    if not occasions:
        return {}
    found = Invitation.objects.visible_to(access).filter(
        survey=survey, occasion__in=occasions, response=None
    )
    return {(one.person_id, one.occasion): one for one in found}


def _mark_answered(
    made: list[Response], invitations: dict[tuple[int | None, str], Invitation]
) -> None:
    at = {one.invitation_id: one.answered_at for one in made if one.invitation_id}
    changed = [one for one in invitations.values() if one.pk in at and one.answered_at is None]
    for one in changed:
        one.answered_at = at[one.pk]
        one.changed_at = timezone.now()  # bulk_update does not know of it
    Invitation.objects.bulk_update(changed, ["answered_at", "changed_at"])


def _entry(access: Access, one: Response) -> TimelineEntry:
    return TimelineEntry(
        workspace=access.workspace,
        person_id=one.person_id,
        company_id=one.company_id,
        code="surveys.answered",
        parameters={"metric": one.metric, "score": one.score, "id": one.pk},
        happened_at=one.answered_at,
        actor_label=access.actor.label[:200],
        unique_key=f"response:{one.pk}",
    )


def _tell(access: Access, made: list[Response], since: datetime | None) -> int:
    young = [one for one in made if since and one.is_counted and one.answered_at >= since]
    for one in young:
        tell(
            ResponseReceived(
                workspace_id=access.workspace.pk,
                about=f"person:{one.person_id}" if one.person_id else f"response:{one.pk}",
                response_id=one.pk,
                person_id=one.person_id,
            )
        )
    return len(young)


def _occasion(external_id: object) -> str:
    return f"import:{external_id}"[:120]


def _batches(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch
