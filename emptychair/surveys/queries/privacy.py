"""Surveys whose answers are shown together only, and when there are enough of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.kit.once import once_a_look
from emptychair.kit.periods import local_day
from emptychair.kit.prepared import Prepared
from emptychair.surveys.models import Invitation, Response, Survey
from emptychair.surveys.types.definition import Privacy
from emptychair.surveys.types.together import NOTHING_PRIVATE, Together

# Asked for every figure of a page.
_LEAST = Prepared(
    lambda workspace: (
        Survey.objects.filter(workspace=workspace)
        .exclude(privacy=Privacy.NAMED)
        .order_by("pk")
        .values_list("pk", "smallest_group")
    ),
    workspace=int,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How far the answers of one survey may be shown; `answers` are those that count."""

    is_private: bool
    answers: int
    smallest_group: int
    smallest_words: int

    @property
    def scores(self) -> bool:
        """Whether its score is shown."""
        return not self.is_private or self.answers >= self.smallest_group

    @property
    def words(self) -> bool:
        """Whether single answers and their words are shown."""
        return not self.is_private or self.answers >= max(self.smallest_words, self.smallest_group)


def private_surveys(access: Access) -> QuerySet[Survey]:
    """Those whose answers nobody sees with a name."""
    return Survey.objects.visible_to(access).exclude(privacy=Privacy.NAMED)


@once_a_look
def smallest_groups(access: Access) -> dict[int, int]:
    """Of each private survey, how many answers are shown together at least."""
    return {row[0]: row[1] for row in _LEAST.rows(workspace=access.workspace.pk)}


def shown_together(access: Access, *, now: datetime | None = None) -> Together:
    """What the answers of private surveys are shown together as, for every figure; one query."""
    least = smallest_groups(access)
    if not least:
        return NOTHING_PRIVATE
    today = local_day(now or timezone.now(), access.workspace.zone)
    return Together(tuple(least.items()), until=today.replace(day=1))


def surveys_with_hidden_words(access: Access) -> QuerySet[Survey, Any]:
    """Ids of private surveys with too few answers to show any; for a subquery."""
    answers = Count("responses", filter=Q(responses__is_counted=True))
    few = Q(answers__lt=F("smallest_words")) | Q(answers__lt=F("smallest_group"))
    return private_surveys(access).alias(answers=answers).filter(few).values("pk")


def shown_of(access: Access, survey: Survey) -> Shown:
    """How far the answers of this survey may be shown."""
    is_private = survey.privacy != Privacy.NAMED
    rows = Response.objects.visible_to(access).counted().filter(survey=survey)
    return Shown(
        is_private=is_private,
        answers=rows.count() if is_private else 0,
        smallest_group=survey.smallest_group,
        smallest_words=survey.smallest_words,
    )


def was_promised(access: Access, survey: Survey) -> bool:
    """Whether somebody was asked or answered already, and knows how it would be treated."""
    asked = Invitation.objects.visible_to(access).counted().filter(survey=survey)
    answered = Response.objects.visible_to(access).filter(survey=survey, is_test=False)
    return asked.exists() or answered.exists()
