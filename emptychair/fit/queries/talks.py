"""Whom to talk to: those who would miss us first, then those who nearly would."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.utils.text import Truncator

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.fit.queries.answers import Answered, NewestAnswers
from emptychair.fit.queries.segments import settings_of
from emptychair.fit.rules.stages import setting_for
from emptychair.fit.types import FitTest, Talk
from emptychair.fit.words import answer_words
from emptychair.kit.masking import mask_name, mask_names
from emptychair.metrics.rules.scoring import sign_of
from emptychair.surveys.models import Response


def people_to_talk_to(
    access: Access,
    *,
    segment: str = "",
    now: datetime,
    score: int | None = None,
    answers: NewestAnswers | None = None,
) -> "Talks":
    """Those who answered the test of a group within a year: what would miss us most first, newest
    first. For one-off services the question is how likely they recommend us.
    """
    access.require(Permission.SCORE_READ)
    setting = setting_for(settings_of(access), segment)
    metric = "pmf" if setting.test == FitTest.MUST_HAVE else "nps"
    days = setting.recent_days if metric == "pmf" else 0
    read = answers or NewestAnswers(access, now=now)
    some = partial(read.first, metric, recent_days=days, segment=segment, score=score)
    return Talks(access, metric, some)


class Talks:
    """The list; names and words are read for the page that is shown."""

    def __init__(
        self, access: Access, metric: str, some: Callable[[slice], list[Answered]]
    ) -> None:
        self._access, self._metric, self._some = access, metric, some

    def __getitem__(self, part: slice) -> list[Talk]:
        """Some of them, with names."""
        rows = self._some(part)
        people = Person.objects.visible_to(self._access).select_related("company")
        known = {one.pk: one for one in people.filter(pk__in=[row.person_id for row in rows])}
        answers = Response.objects.visible_to(self._access)
        ids = [row.response_id for row in rows]
        said = dict(answers.filter(pk__in=ids).values_list("pk", "comment"))
        return [
            self._talk(row, known[row.person_id], said.get(row.response_id, ""))
            for row in rows
            if row.person_id in known
        ]

    def _talk(self, row: Answered, person: Person, comment: str) -> Talk:
        access = self._access
        name = person.name or person.email or person.external_id
        if not access.may_see_names:
            language = person.language or access.workspace.language
            comment = mask_names(comment, [person.name] if person.name else [])
            name = mask_name(person.name, language)
        return Talk(
            person_id=person.pk,
            name=name,
            company=person.company.name if person.company else "",
            segment=row.segment,
            score=row.score,
            words=answer_words(self._metric, row.score),
            comment=Truncator(comment).chars(200),
            answered_at=row.answered_at,
            has_used=row.has_used,
            is_loved=sign_of(self._metric, row.score) > 0,
        )
