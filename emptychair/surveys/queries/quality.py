"""How carefully a survey was answered: marks, what is left out, and which answers those are."""

from collections import Counter
from typing import Any

from django.db.models import Count, Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import Period
from emptychair.surveys.models import Response, Survey
from emptychair.surveys.queries.privacy import shown_of
from emptychair.surveys.queries.responses import answer_rows
from emptychair.surveys.rules.quality import aside_after
from emptychair.surveys.types.definition import Aside
from emptychair.surveys.types.quality import Mark, MarkCount, MarkedRow, Verdict

KEPT_ASIDE = Q(aside=Aside.EXCLUDED.value) | Q(aside=Aside.BOT.value)


class MarkedList:
    """Marked answers, read when a slice of them is asked for, as `paginate` does."""

    def __init__(self, access: Access, rows: QuerySet[Response]) -> None:
        """`rows` in the order in which they are shown."""
        self._access, self._rows = access, rows

    def __getitem__(self, part: slice) -> list[MarkedRow]:
        """Some of them, masked where they must be."""
        found = list(self._rows[part])
        shown = answer_rows(self._access, found)
        return [_marked(row, one) for row, one in zip(found, shown, strict=True)]


def marked_answers(access: Access, survey: Survey, *, mark: str = "") -> MarkedList:
    """Answers with a mark, or left out for one, newest first; none where too few may be shown.

    `mark` narrows to one, or to "excluded" or "bot".
    """
    access.require(Permission.SURVEY_WRITE)
    rows = Response.objects.visible_to(access).filter(survey=survey, is_test=False)
    rows = rows.select_related("person", "touchpoint", "survey")
    if access.assigned_only or not shown_of(access, survey).words:
        return MarkedList(access, rows.none())
    if mark in {Aside.EXCLUDED.value, Aside.BOT.value}:
        return MarkedList(access, rows.filter(aside=mark).newest_first())
    if mark in set(Mark):
        keys = [pk for pk, marks in _marks(rows) if mark in marks]
        return MarkedList(access, rows.filter(pk__in=keys[:5_000]).newest_first())
    verdicts = ~Q(verdict=Verdict.NONE.value)
    return MarkedList(access, rows.filter(Q(is_marked=True) | KEPT_ASIDE | verdicts).newest_first())


def mark_counts(access: Access, survey: Survey) -> list[MarkCount]:
    """Each mark with its answers; one query over the marked ones alone."""
    access.require(Permission.SURVEY_READ)
    rows = Response.objects.visible_to(access).filter(survey=survey, is_test=False, is_marked=True)
    every: Counter[str] = Counter()
    out: Counter[str] = Counter()
    for marks, aside, n in _grouped(rows, "marks", "aside"):
        for mark in marks:
            every[mark] += n
            out[mark] += n if aside == Aside.EXCLUDED else 0
    return [MarkCount(mark=one, answers=every[one], excluded=out[one]) for one in Mark]


def aside_counts(access: Access, survey: Survey) -> dict[str, int]:
    """How many answers of a survey are kept aside, by why."""
    access.require(Permission.SURVEY_READ)
    rows = Response.objects.visible_to(access).filter(survey=survey, is_test=False)
    return {aside: n for aside, n in _grouped(rows.exclude(aside=""), "aside")}  # noqa: C416 - typed pairs


def moved_by_rule(
    access: Access, survey: Survey, *, excluded: frozenset[str]
) -> tuple[Counter[int], Counter[int]]:
    """If answers with these marks were left out: how many of each score would come in, go out."""
    access.require(Permission.SURVEY_READ)
    rows = Response.objects.visible_to(access).filter(
        survey=survey, is_test=False, is_marked=True, score__isnull=False
    )
    comes: Counter[int] = Counter()
    goes: Counter[int] = Counter()
    for marks, aside, verdict, score, n in _grouped(rows, "marks", "aside", "verdict", "score"):
        after = aside_after(aside=aside, marks=marks, excluded=excluded, verdict=verdict)
        if after != aside:
            (goes if after else comes)[score] += n
    return comes, goes


def excluded_by_survey(
    access: Access, *, metric: str, period: Period, touchpoint_id: int | None = None
) -> list[tuple[int, str, int]]:
    """Which surveys have answers in a period that were left out: id, name, how many.

    Of all metrics at once: asked for one, SQLite reads all answers of that metric.
    """
    access.require(Permission.SCORE_READ)
    start, end = period.moments(access.workspace.zone)
    rows = Response.objects.visible_to(access).filter(
        aside=Aside.EXCLUDED.value,
        is_test=False,
        answered_at__gte=start,
        answered_at__lt=end,
    )
    if touchpoint_id is not None:
        rows = rows.filter(touchpoint=touchpoint_id or None)
    found = rows.order_by().values("survey_id", "survey__name", "metric").annotate(n=Count("pk"))
    told = found.order_by("-n", "survey_id")
    return [
        (one["survey_id"], one["survey__name"], one["n"]) for one in told if one["metric"] == metric
    ]


def _grouped(rows: QuerySet[Response], *names: str) -> list[tuple[Any, ...]]:
    return list(rows.order_by().values(*names).annotate(n=Count("pk")).values_list(*names, "n"))


def _marks(rows: QuerySet[Response]) -> list[tuple[int, list[str]]]:
    marked = rows.filter(is_marked=True).order_by("-answered_at", "-pk")
    return list(marked.values_list("pk", "marks"))


def _marked(row: Response, shown: Any) -> MarkedRow:
    return MarkedRow(
        id=row.pk,
        name=shown.name,
        metric=shown.metric,
        score=shown.score,
        tone=shown.tone,
        comment=shown.comment,
        answered_at=row.answered_at,
        marks=tuple(row.marks),
        is_counted=row.is_counted,
        aside=row.aside,
        verdict=row.verdict,
        note=row.verdict_note,
    )
