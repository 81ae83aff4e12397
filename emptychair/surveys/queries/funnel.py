"""From being asked to being counted, for each channel and each question; six queries."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.messaging.types import MessageState
from emptychair.surveys.models import Answer, Invitation, Response, Survey
from emptychair.surveys.queries.definitions import definition_of
from emptychair.surveys.queries.privacy import shown_of
from emptychair.surveys.rules.funnel import (
    QuestionLoss,
    Steps,
    worst_question,
    worst_step,
)
from emptychair.surveys.rules.piping import spoken
from emptychair.surveys.types.definition import Definition, QuestionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """What a survey loses, and where; nothing where too few answered to show anything."""

    steps: tuple[Steps, ...]
    questions: tuple[QuestionLoss, ...]
    mend: str
    worst: QuestionLoss | None
    is_hidden: bool = False
    smallest_group: int = 0


def funnel_of(access: Access, survey: Survey, *, language: str) -> Funnel:
    """Steps for each channel, and the questions of the version that is asked now."""
    access.require(Permission.SURVEY_READ)
    shown = shown_of(access, survey)
    if not shown.scores:
        return Funnel(
            steps=(),
            questions=(),
            mend="",
            worst=None,
            is_hidden=True,
            smallest_group=shown.smallest_group,
        )
    steps = _steps(access, survey)
    questions = _questions(access, survey, language) if survey.version else ()
    worst = worst_question(questions)
    return Funnel(steps=steps, questions=questions, mend=worst_step(steps), worst=worst)


def _steps(access: Access, survey: Survey) -> tuple[Steps, ...]:
    went = Q(sent_at__isnull=False) | Q(message__handed_over_at__isnull=False)
    elsewhere = Q(message=None, collector=None)  # told by a file: it was sent by another product
    back = Q(message__state=MessageState.BOUNCED)
    asked = Invitation.objects.visible_to(access).counted().filter(survey=survey)
    invited = {
        row["channel"]: row
        for row in asked.order_by()
        .values("channel")
        .annotate(
            n=Count("pk"),
            went=Count("pk", filter=went | back | elsewhere),
            arrived=Count("delivered_at"),
            seen=Count("opened_at"),
        )
    }
    answers = Response.objects.visible_to(access).filter(survey=survey, is_test=False)
    whole = Q(finished_at__isnull=False) | Q(started_at=None)
    came = {
        row["channel"]: row
        for row in answers.order_by()
        .values("channel")
        .annotate(
            n=Count("pk"),
            whole=Count("pk", filter=whole),
            good=Count("pk", filter=Q(is_counted=True)),
        )
    }
    return tuple(
        Steps(
            channel=key,
            asked=invited.get(key, {}).get("n", 0),
            sent=invited.get(key, {}).get("went", 0),
            delivered=invited.get(key, {}).get("arrived", 0),
            opened=invited.get(key, {}).get("seen", 0),
            started=came.get(key, {}).get("n", 0),
            finished=came.get(key, {}).get("whole", 0),
            counted=came.get(key, {}).get("good", 0),
        )
        for key in sorted({*invited, *came})
    )


def _questions(access: Access, survey: Survey, language: str) -> tuple[QuestionLoss, ...]:
    """A question was shown to whoever answered it, or saved the page it stands on, or a later one.

    Whoever never finished left at the page after the last one saved, at its first question.
    """
    definition = definition_of(access, survey)
    rows = Response.objects.visible_to(access).filter(
        survey=survey, version=survey.version, is_test=False, started_at__isnull=False
    )
    came: Counter[tuple[str, bool]] = Counter()
    for page, n, whole in (
        rows.order_by()
        .values("page")
        .annotate(n=Count("pk"), whole=Count("finished_at"))
        .values_list("page", "n", "whole")
    ):
        came[page, True] += whole
        came[page, False] += n - whole
    said = Answer.objects.visible_to(access).filter(survey=survey, response__in=rows.values("pk"))
    answered = dict(
        said.order_by().values("question").annotate(n=Count("pk")).values_list("question", "n")
    )
    return _losses(definition, came, answered, language)


def _losses(
    definition: Definition,
    came: Counter[tuple[str, bool]],
    answered: dict[str, int],
    language: str,
) -> tuple[QuestionLoss, ...]:
    order = {page.key: place for place, page in enumerate(definition.pages)}
    reached: dict[int, int] = defaultdict(int)  # how many saw this page
    left: dict[int, int] = defaultdict(int)  # how many saw it and sent nothing of it
    for (key, is_whole), n in came.items():
        saved = order.get(key, -1)
        last = len(order) - 1 if is_whole else min(saved + 1, len(order) - 1)
        for place in range(last + 1):
            reached[place] += n
        if not is_whole:
            left[last] += n
    found = []
    for page in definition.pages:
        place, is_first = order[page.key], True
        for one in page.questions:
            if one.kind is QuestionKind.STATEMENT:
                continue
            n = answered.get(one.key, 0)
            seen = n + left[place] if one.show_if or page.show_if else reached[place]
            found.append(
                QuestionLoss(
                    key=one.key,
                    title=spoken(one.title, language, definition),
                    shown=max(seen, n),
                    answered=n,
                    left=left[place] if is_first else 0,
                )
            )
            is_first = False
    return tuple(found)
