"""Touchpoints and their teams for tests."""

from itertools import count

from emptychair.accounts.models import Team, Workspace
from emptychair.touchpoints.models import Touchpoint

_numbers = count(1)


def make_team(workspace: Workspace, **fields) -> Team:
    plain = {"name": f"Team {next(_numbers)}", "kind": "support"}
    return Team.objects.create(workspace=workspace, **(plain | fields))


def make_touchpoint(workspace: Workspace, **fields) -> Touchpoint:
    number = next(_numbers)
    plain = {"key": f"place-{number}", "name": f"Place {number}", "kind": "product"}
    return Touchpoint.objects.create(workspace=workspace, **(plain | fields))
