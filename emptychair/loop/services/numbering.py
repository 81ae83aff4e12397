"""Numbers that count within a workspace, given without a race."""

from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Max

from emptychair.accounts.access import Access
from emptychair.loop.models import Case, Initiative

Numbered = TypeVar("Numbered", Case, Initiative)
_TRIES = 20


def create_numbered(access: Access, model: type[Numbered], **fields: Any) -> Numbered:
    """A new row with the next free number of the workspace.

    The unique constraint decides between two who take the same number; the later one tries the
    next. Raises `IntegrityError` when it is another constraint that refuses.
    """
    rows = model.objects.filter(workspace=access.workspace)
    for attempt in range(_TRIES):
        number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                return model.objects.create(workspace=access.workspace, number=number, **fields)
        except IntegrityError:
            if attempt + 1 == _TRIES or not rows.filter(number=number).exists():
                raise
    raise AssertionError("unreachable")
