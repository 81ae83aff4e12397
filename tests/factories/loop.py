"""Cases and initiatives for tests."""

from itertools import count

from emptychair.accounts.models import Workspace
from emptychair.loop.models import Case, Initiative
from tests.people import NOW

_numbers = count(1)


def make_case(workspace: Workspace, **fields) -> Case:
    plain = {
        "number": next(_numbers),
        "kind": "low_score",
        "state": "open",
        "urgency": "normal",
        "title": "Invoice in the old name",
        "opened_at": NOW,
    }
    return Case.objects.create(workspace=workspace, **(plain | fields))


def make_initiative(workspace: Workspace, **fields) -> Initiative:
    plain = {
        "number": next(_numbers),
        "title": "Change the name on the invoice online",
        "kind": "product",
        "state": "doing",
    }
    return Initiative.objects.create(workspace=workspace, **(plain | fields))
