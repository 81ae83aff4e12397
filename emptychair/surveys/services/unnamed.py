"""Writing down an anonymous answer, and nothing that could lead back to whoever gave it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from emptychair.accounts.access import Access
from emptychair.surveys.anonymous_tickets import random_number
from emptychair.surveys.models import Answer, Response
from emptychair.surveys.queries.anonymous import sharing_of
from emptychair.surveys.rules.anonymity import Traits, shared_traits, start_of_day
from emptychair.surveys.rules.definition import comment_of, score_of
from emptychair.surveys.services.marking import mark
from emptychair.surveys.services.responses import may_record
from emptychair.surveys.types.definition import AnswerValue, Definition


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnamed:
    """What is known of an anonymous answer beside its words."""

    day: date
    traits: Traits
    definition: Definition
    answers: Mapping[str, AnswerValue]
    page: str
    finished: bool


def store_unnamed(access: Access, response: Response, said: Unnamed) -> Response:
    """Write it, in the transaction of whoever calls; no other table hears of it."""
    may_record(access)
    is_new = response.pk is None
    if is_new:
        _strip(access, response, said)
    midnight = response.created_at
    response.score = score_of(said.definition, said.answers)
    response.comment = comment_of(said.definition, said.answers)
    response.page = said.page or response.page
    if said.finished:
        response.finished_at = midnight
    mark(access, response, said.definition, said.answers)
    # raw: as it stands here, without the moment that Django would put into `changed_at`
    response.save_base(raw=True, force_insert=is_new, force_update=not is_new)
    _write(access, response, said)
    return response


def _strip(access: Access, response: Response, said: Unnamed) -> None:
    midnight = start_of_day(said.day, access.workspace.zone)
    response.pk = random_number()
    for name in ("created_at", "changed_at", "answered_at", "started_at"):
        setattr(response, name, midnight)
    for name in ("person", "company", "invitation", "told_at", "corrected_at", "edited_at"):
        setattr(response, name, None)
    wanted = Traits(
        channel=said.traits.channel, language=response.language, segment=said.traits.segment
    )
    kept = wanted
    if response.collector_id is None:
        sharing = sharing_of(access, response.survey, wanted)
        kept = shared_traits(wanted, sharing, least=response.survey.smallest_group)
    response.channel, response.language, response.segment = (
        kept.channel,
        kept.language,
        kept.segment,
    )
    response.properties, response.page_seconds = {}, {}


def _write(access: Access, response: Response, said: Unnamed) -> None:
    mine = Answer.objects.visible_to(access).filter(response=response)
    mine.exclude(question__in=list(said.answers)).delete()
    known = {row.question: row for row in mine}
    kinds = {one.key: one.kind.value for one in said.definition.questions}
    for key, value in said.answers.items():
        row = known.get(key) or Answer(
            pk=random_number(),
            workspace=access.workspace,
            response=response,
            survey_id=response.survey_id,
            question=key,
            created_at=response.created_at,
        )
        row.changed_at, row.kind = response.created_at, kinds[key]
        for name, part in _columns(value).items():
            setattr(row, name, part)
        row.save_base(raw=True, force_insert=key not in known, force_update=key in known)


def _columns(value: AnswerValue) -> dict[str, Any]:
    return {
        "number": value.number,
        "text": value.text,
        "choices": list(value.choices),
        "cells": dict(value.cells),
    }
