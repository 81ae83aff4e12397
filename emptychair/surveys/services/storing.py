"""Writing down what changed in a response, and telling others of it once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from emptychair.accounts.access import Access
from emptychair.surveys.models import Answer, Invitation, Response, ResponseRevision
from emptychair.surveys.queries.answers import stored_answers
from emptychair.surveys.queries.definitions import definition_of
from emptychair.surveys.rules.definition import comment_of, score_of
from emptychair.surveys.rules.quality import longer
from emptychair.surveys.services.marking import mark
from emptychair.surveys.services.telling import tell_continued, tell_corrected, tell_received
from emptychair.surveys.types.definition import AnswerValue, Definition

_COLUMNS = ["kind", "number", "text", "choices", "cells", "changed_at"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What stood before and what stands now."""

    definition: Definition
    before: Mapping[str, AnswerValue]
    after: Mapping[str, AnswerValue]
    page: str
    finished: bool
    now: datetime
    seconds: float | None = None  # that the page lay open

    @property
    def keys(self) -> list[str]:
        """The questions whose answer is another one now."""
        both = dict.fromkeys([*self.before, *self.after])
        return [key for key in both if self.before.get(key) != self.after.get(key)]


def store_change(access: Access, response: Response, change: Change) -> Response:
    """Write it, in the transaction of whoever calls. Nothing that is as it was is written again."""
    is_new = response.pk is None
    was_whole = not is_new and (response.finished_at is not None or response.started_at is None)
    was_told = not is_new and (response.told_at is not None or response.started_at is None)
    old = response.score
    if was_whole and not change.keys:
        return response
    _apply(response, change, was_told=was_told, was_whole=was_whole)
    mark(access, response, change.definition, change.after)
    response.save()
    if was_whole:
        _remember(access, response, change, old)
    _write(access, response, change)
    _note_invitation(response, change)
    _tell(access, response, old, change, was_told=was_told, was_whole=was_whole)
    return response


def mirror_main(access: Access, response: Response) -> None:
    """After score and words were changed elsewhere: say the same in the answers by question."""
    mine = Answer.objects.visible_to(access).filter(response=response)
    if not mine.exists():
        return
    definition = definition_of(access, response.survey, version=response.version)
    whys = [one.key for one in definition.questions if one.why_of == definition.score]
    score = None if response.score is None else float(response.score)
    said = {definition.score: AnswerValue(number=score)}
    said |= dict.fromkeys(whys, AnswerValue())
    if whys:
        said[whys[0]] = AnswerValue(text=response.comment)
    before = stored_answers(access, response)
    after = {key: one for key, one in {**before, **said}.items() if key and not one.is_empty}
    change = Change(
        definition=definition,
        before=before,
        after=after,
        page="",
        finished=False,
        now=response.changed_at,
    )
    _write(access, response, change)


def _apply(response: Response, change: Change, *, was_told: bool, was_whole: bool) -> None:
    now = change.now
    response.score = score_of(change.definition, change.after)
    response.comment = comment_of(change.definition, change.after)
    response.page = change.page or response.page
    if change.seconds is not None:
        response.page_seconds = longer(response.page_seconds, change.page, change.seconds)
    if was_whole:
        response.corrected_at = now
        return
    if change.finished:
        response.finished_at = now
    if was_told and change.keys:
        response.edited_at = now
    if not was_told:
        response.answered_at = now
        if response.score is not None or change.finished:
            response.told_at = now


def _remember(access: Access, response: Response, change: Change, old: int | None) -> None:
    """What it was before it was corrected."""
    further = {
        key: msgspec.to_builtins(change.before[key]) if key in change.before else {}
        for key in change.keys
    }
    ResponseRevision.objects.create(
        workspace=access.workspace,
        response=response,
        score=old,
        comment=comment_of(change.definition, change.before),
        answers=further,
        replaced_at=change.now,
    )


def _write(access: Access, response: Response, change: Change) -> None:
    kinds = {one.key: one.kind for one in change.definition.questions}
    gone = [key for key in change.keys if key not in change.after]
    if gone:
        Answer.objects.visible_to(access).filter(response=response, question__in=gone).delete()
    rows = [
        Answer(
            workspace=access.workspace,
            response=response,
            survey_id=response.survey_id,
            question=key,
            kind=kinds[key].value,
            **_columns(change.after[key]),
        )
        for key in change.keys
        if key in change.after
    ]
    Answer.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["response", "question"],
        update_fields=_COLUMNS,
    )


def _columns(value: AnswerValue) -> dict[str, Any]:
    return {
        "number": value.number,
        "text": value.text,
        "choices": list(value.choices),
        "cells": dict(value.cells),
    }


def _note_invitation(response: Response, change: Change) -> None:
    invitation: Invitation | None = response.invitation
    if invitation is None:
        return
    fields = ["changed_at"]
    moments = {
        "started_at": change.now,
        "answered_at": response.told_at,
        "finished_at": response.finished_at,
    }
    for name, moment in moments.items():
        if moment is not None and getattr(invitation, name) is None:
            setattr(invitation, name, moment)
            fields.append(name)
    if len(fields) > 1:
        invitation.save(update_fields=fields)


def _tell(
    access: Access,
    response: Response,
    old: int | None,
    change: Change,
    *,
    was_told: bool,
    was_whole: bool,
) -> None:
    """Once that somebody answered; then only what they changed.

    A score that others heard of and that changes before the end is told as a correction as well,
    or a case would stand on a score that nobody gave.
    """
    if not response.is_counted:
        return
    if not was_told:
        if response.told_at is not None:
            tell_received(access, response)
    elif was_whole or old != response.score:
        tell_corrected(access, response, old, at=change.now)
    elif change.keys:
        tell_continued(access, response)
