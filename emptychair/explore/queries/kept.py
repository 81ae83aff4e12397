"""Figures that were kept, for the segments of the people behind them."""

from datetime import datetime

from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.explore.models import KeptFigure
from emptychair.explore.queries.behind import Behind
from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.queries.questions import read_question
from emptychair.explore.rules.plain_words import from_text

MOST = 100


def kept_figures(access: Access) -> list[KeptFigure]:
    """Those of the workspace, the newest first."""
    return list(KeptFigure.objects.visible_to(access).order_by("-pk")[:MOST])


def people_behind_kept(access: Access, figure_id: int, *, now: datetime) -> Q:
    """The condition on people; nobody where the figure is gone."""
    figure = KeptFigure.objects.visible_to(access).filter(pk=figure_id).first()
    if figure is None:
        return Q(pk__in=[])
    catalogue = Catalogue(access)
    question = read_question(access, from_text(figure.question), now=now, catalogue=catalogue)
    return Behind(access, catalogue, question).people
