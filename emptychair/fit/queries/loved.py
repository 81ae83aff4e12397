"""Be loved by a hundred people first."""

from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.fit.queries.answers import NewestAnswers
from emptychair.fit.types import Loved

FIRST = 100


def loved_by(access: Access, *, now: datetime, answers: NewestAnswers | None = None) -> Loved:
    """How many people said in the last twelve months that they would miss us, or recommend us with
    nine or ten; each counts once.
    """
    access.require(Permission.SCORE_READ)
    return (answers or NewestAnswers(access, now=now)).loved()
