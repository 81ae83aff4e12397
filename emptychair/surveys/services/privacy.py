"""Choosing what is promised to those who answer."""

from dataclasses import asdict, dataclass
from typing import Self

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.surveys.errors import GroupsNotSensible, PrivacyPromised
from emptychair.surveys.models import Survey
from emptychair.surveys.queries.privacy import was_promised
from emptychair.surveys.rules.privacy import is_looser, is_sensible
from emptychair.surveys.types.definition import Privacy


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What is promised."""

    privacy: str
    smallest_group: int
    smallest_words: int

    @classmethod
    def of(cls, survey: Survey) -> Self:
        """What a survey promises now."""
        return cls(
            privacy=survey.privacy,
            smallest_group=survey.smallest_group,
            smallest_words=survey.smallest_words,
        )


def change_privacy(access: Access, survey: Survey, *, promise: Promise) -> bool:
    """Promise this from now on; whether anything changed. Answers that are there stay as they are.

    Raises `PrivacyPromised` for less than what somebody was told, and `GroupsNotSensible`.
    """
    access.require(Permission.SURVEY_WRITE)
    if promise.privacy not in set(Privacy) or not is_sensible(
        smallest_group=promise.smallest_group, smallest_words=promise.smallest_words
    ):
        raise GroupsNotSensible
    with transaction.atomic():
        row = Survey.objects.visible_to(access).select_for_update().get(pk=survey.pk)
        before = Promise.of(row)
        if before == promise:
            return False
        if _is_less(before, promise) and was_promised(access, row):
            raise PrivacyPromised
        for name, value in asdict(promise).items():
            setattr(row, name, value)
            setattr(survey, name, value)
        row.save(update_fields=[*asdict(promise), "changed_at"])
        record_audit(
            access, row, action="survey.privacy", before=asdict(before), after=asdict(promise)
        )
    return True


def _is_less(before: Promise, after: Promise) -> bool:
    if is_looser(before.privacy, after.privacy):
        return True
    smaller = (
        after.smallest_group < before.smallest_group or after.smallest_words < before.smallest_words
    )
    return before.privacy != Privacy.NAMED and smaller
