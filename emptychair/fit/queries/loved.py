"""Be loved by a hundred people first."""

from datetime import datetime

from django.db.models import Count, Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.fit.queries.answers import answers_of_a_year
from emptychair.fit.types import Loved

FIRST = 100


def loved_by(access: Access, *, now: datetime) -> Loved:
    """How many people said in the last twelve months that they would miss us, or recommend us with
    nine or ten; each counts once.
    """
    access.require(Permission.SCORE_READ)
    missed = answers_of_a_year(access, "pmf", now=now).filter(score=3)
    promoted = answers_of_a_year(access, "nps", now=now).filter(score__gte=9)
    first = missed.aggregate(people=Count("person", distinct=True))["people"]
    second = promoted.aggregate(people=Count("person", distinct=True))["people"]
    both = promoted.filter(Q(person__in=missed.values("person"))) if first else missed.none()
    twice = both.aggregate(people=Count("person", distinct=True))["people"]
    return Loved(first + second - twice, first, second)
