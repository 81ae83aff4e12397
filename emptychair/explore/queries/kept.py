"""Figures that were kept, for the segments of the people behind them."""

from datetime import datetime

from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.explore.models import KeptFigure
from emptychair.explore.queries.behind import Behind
from emptychair.explore.queries.cases.behind import people_of_cases
from emptychair.explore.queries.customers.behind import people_of_customers
from emptychair.explore.queries.measured import catalogue_for
from emptychair.explore.queries.questions import read_question
from emptychair.explore.rules.plain_words import from_text, measure_in
from emptychair.explore.types import OF_CASES, OF_CONTRACTS

MOST = 100


def kept_figures(access: Access) -> list[KeptFigure]:
    """Those of the workspace, the newest first."""
    return list(KeptFigure.objects.visible_to(access).order_by("-pk")[:MOST])


def people_behind_kept(access: Access, figure_id: int, *, now: datetime) -> Q:
    """The condition on people; nobody where the figure is gone."""
    figure = KeptFigure.objects.visible_to(access).filter(pk=figure_id).first()
    if figure is None:
        return Q(pk__in=[])
    given = from_text(figure.question)
    catalogue = catalogue_for(access, measure_in(given))
    question = read_question(access, given, now=now, catalogue=catalogue)
    if question.measure in OF_CONTRACTS:
        return people_of_customers(access, catalogue, question, now=now)
    if question.measure in OF_CASES:
        return people_of_cases(access, catalogue, question, now=now)
    return Behind(access, catalogue, question).people
