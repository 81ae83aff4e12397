"""Leaving answers out of the scores, and taking them back: by a rule of the survey, or one by one.

Nothing is deleted: an answer that is left out stays where it is, with the reason.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.kit.errors import NotFound
from emptychair.surveys.errors import NotExcluded, ReasonMissing
from emptychair.surveys.models import Response, Survey
from emptychair.surveys.models.marking import put_marks
from emptychair.surveys.queries.privacy import surveys_with_hidden_words
from emptychair.surveys.rules.quality import aside_after
from emptychair.surveys.services.telling import tell_received
from emptychair.surveys.types.definition import Aside
from emptychair.surveys.types.quality import Mark, Verdict

LONGEST_NOTE = 300
TOLD_DAYS = 14  # an older answer that is taken in opens no case
MAY_COME_BACK = frozenset({Aside.EXCLUDED.value, Aside.BOT.value})
FIELDS = ["marks", "is_marked", "aside", "is_counted", "verdict", "verdict_note", "changed_at"]


def exclude_answer(access: Access, response_id: int, *, reason: str) -> Response:
    """Leave one answer out of the scores, whatever the rule says. Raises `ReasonMissing`."""
    access.require(Permission.SURVEY_WRITE)
    note = " ".join(reason.split())[:LONGEST_NOTE]
    if not note:
        raise ReasonMissing
    with transaction.atomic():
        row = _locked(access, response_id)
        _judge(access, row, Verdict.EXCLUDED, note, action="response.excluded")
    return row


def restore_answer(
    access: Access, response_id: int, *, now: datetime, reason: str = ""
) -> Response:
    """Count one answer again, also against the rule. What nobody heard of is told now.

    Raises `NotExcluded` for one that counts, or is aside for a reason that stays.
    """
    access.require(Permission.SURVEY_WRITE)
    with transaction.atomic():
        row = _locked(access, response_id)
        if row.aside not in MAY_COME_BACK:
            raise NotExcluded
        note = " ".join(reason.split())[:LONGEST_NOTE]
        _judge(access, row, Verdict.KEPT, note, action="response.restored")
        if row.is_counted and row.answered_at >= now - timedelta(days=TOLD_DAYS):
            tell_received(access, row)
    return row


def forget_verdict(access: Access, response_id: int, *, was_bot: bool = False) -> Response:
    """Take back what a person decided about one answer: the rule of the survey holds again.

    `was_bot` puts one back among those that a program may have sent.
    """
    access.require(Permission.SURVEY_WRITE)
    with transaction.atomic():
        row = _locked(access, response_id)
        if was_bot and row.verdict == Verdict.KEPT:
            row.aside = Aside.BOT.value
        _judge(access, row, Verdict.NONE, "", action="response.judged_by_rule")
    return row


def change_quality_rule(access: Access, survey: Survey, *, excluded: Collection[str]) -> int:
    """Leave out the answers with these marks from now on, and take the others in; how many moved.

    What a person decided about single answers stays.
    """
    access.require(Permission.SURVEY_WRITE)
    wanted = [mark.value for mark in Mark if mark.value in excluded]
    with transaction.atomic():
        row = Survey.objects.visible_to(access).select_for_update().get(pk=survey.pk)
        before = list(row.excluded_marks)
        if before == wanted:
            return 0
        row.excluded_marks = survey.excluded_marks = wanted
        row.save(update_fields=["excluded_marks", "changed_at"])
        moved = _apply_rule(access, row)
        record_audit(
            access,
            row,
            action="survey.quality_rule",
            before={"excluded": before},
            after={"excluded": wanted, "answers": moved},
        )
    return moved


def _apply_rule(access: Access, survey: Survey) -> int:
    """Two statements, however many answers: only those whose place changes are written."""
    written = timezone.now()  # whoever keeps rows reads those written since, whatever day is told
    rows = Response.objects.visible_to(access).filter(survey=survey, is_marked=True)
    goes: dict[str, list[int]] = {Aside.EXCLUDED.value: [], Aside.NONE.value: []}
    for pk, marks, aside, verdict in rows.values_list("pk", "marks", "aside", "verdict"):
        now_aside = aside_after(
            aside=aside, marks=marks, excluded=survey.excluded_marks, verdict=verdict
        )
        if now_aside != aside:
            goes[now_aside].append(pk)
    every = Response.objects.visible_to(access)
    for aside, keys in goes.items():
        for start in range(0, len(keys), 500):
            some = every.filter(pk__in=keys[start : start + 500])
            counted = {"is_counted": True} if not aside else {"is_counted": False}
            some.filter(is_test=True).update(aside=aside, is_counted=False, changed_at=written)
            some.filter(is_test=False).update(aside=aside, changed_at=written, **counted)
    return sum(map(len, goes.values()))


def _judge(access: Access, row: Response, verdict: Verdict, note: str, *, action: str) -> None:
    before = {"counted": row.is_counted, "verdict": row.verdict}
    row.verdict, row.verdict_note = verdict.value, note
    if verdict is Verdict.NONE and row.aside == Aside.EXCLUDED:
        row.aside = Aside.NONE.value
    put_marks(row, list(row.marks))
    row.save(update_fields=FIELDS)
    after = {"counted": row.is_counted, "verdict": row.verdict}
    record_audit(access, row, action=action, before=before, after={**after, "reason": note})


def _locked(access: Access, response_id: int) -> Response:
    """The answer, if whoever asks may see it: private ones only where enough answered."""
    rows = Response.objects.visible_to(access).select_related("survey", "person")
    rows = rows.exclude(survey__in=surveys_with_hidden_words(access))
    found = rows.select_for_update(of=("self",)).filter(pk=response_id).first()
    if found is None or access.assigned_only:
        raise NotFound
    return found
