"""A segment of the people behind a figure."""

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Segment
from emptychair.customers.services.segments import save_segment
from emptychair.explore.errors import FigureHasNoPeople, ViewNeedsName
from emptychair.explore.models import KeptFigure
from emptychair.explore.rules.plain_words import from_text
from emptychair.explore.segment_fields import FIELD
from emptychair.explore.types import RATE


def make_segment(access: Access, *, name: str, question: str) -> Segment:
    """Keep the figure of this question, and a segment of the people behind it.

    The period goes on as it is named: of "the last 90 days" the segment is too. Raises
    `ViewNeedsName`, `FigureHasNoPeople`, `NameTaken`.
    """
    access.require(Permission.CUSTOMER_WRITE)
    if not name.strip():
        raise ViewNeedsName
    if from_text(question).get("metric") == RATE:
        raise FigureHasNoPeople
    with transaction.atomic():
        figure = KeptFigure.objects.create(
            workspace=access.workspace, name=name.strip()[:160], question=question
        )
        condition = {"field": FIELD, "operator": "is", "value": str(figure.pk)}
        rules = {"match": "all", "conditions": [condition]}
        return save_segment(access, name=name.strip()[:120], rules=rules, is_tracked=False)
