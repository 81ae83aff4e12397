"""The workspaces of the demo: made once, or anew."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Role
from emptychair.accounts.queries import workspace_with_slug
from emptychair.accounts.services.teams import add_to_team, create_team
from emptychair.accounts.services.workspaces import add_member, create_workspace
from emptychair.demo.catalogue import BRAND_NAMES, KITCHEN, TOUCHPOINTS
from emptychair.demo.loading.brands import BRANDS, DEMO_ADDRESS, DEMO_NAME, Brand
from emptychair.demo.loading.files import DemoFiles
from emptychair.demo.loading.services import (
    demo_colleague,
    mark_as_demo,
    remove_demo_workspace,
    set_stage,
)
from emptychair.demo.loading.steps import STEPS, Loading
from emptychair.touchpoints.services.mapping import create_touchpoint

if TYPE_CHECKING:
    from emptychair.accounts.models import Team, Workspace

Show = Callable[[str, int, int, str], None]  # which company, how many of how many steps, and which


def load_demo(folder: Path, *, now: datetime, again: bool, show: Show) -> list[str]:
    """Fill a workspace for each company from the files in `folder`; the slugs of those made.

    A workspace that is there stays as it is, unless `again`. `show` is told of each step.
    """
    made = []
    for brand in BRANDS:
        everywhere = Access.system(None, "demo")
        before = workspace_with_slug(everywhere, brand.slug)
        if before is not None and not again:
            continue
        with transaction.atomic(), translation.override(brand.language):
            if before is not None:
                remove_demo_workspace(everywhere, before)
            _load(brand, folder, now, show)
        made.append(brand.slug)
    return made


def _load(brand: Brand, folder: Path, now: datetime, show: Show) -> None:
    workspace = _workspace(brand)
    access = Access.system(workspace, "demo")
    today = now.astimezone(workspace.zone).date()
    files = DemoFiles(folder, today=today)
    loading = Loading(access, brand, files, now, today, _map(access, brand))
    name = BRAND_NAMES[brand.code]
    for number, (key, step) in enumerate(STEPS):
        show(name, number, len(STEPS), key)
        step(loading)
    show(name, len(STEPS), len(STEPS), "")


def _workspace(brand: Brand) -> "Workspace":
    workspace = create_workspace(
        Access.system(None, "demo"),
        name=BRAND_NAMES[brand.code],
        slug=brand.slug,
        language=brand.language,
        time_zone=brand.time_zone,
    )
    mark_as_demo(Access.system(workspace, "demo"), brand)
    return workspace


def _map(access: Access, brand: Brand) -> dict[str, int]:
    """Teams, colleagues and touchpoints; the ids of the touchpoints by code."""
    teams = _teams(access, brand)
    places: dict[str, int] = {}
    known = {place.code: place for place in TOUCHPOINTS if place.brand == brand.code}
    for number, (stage, codes) in enumerate(brand.stages):
        for code in codes:
            place = known[code]
            row = create_touchpoint(
                access,
                key=place.touchpoint_id,
                name=place.name_ja if brand.code == KITCHEN else place.name,
                kind=brand.kinds[code],
                team=teams[place.owner_team],
            )
            set_stage(access, row, journey=brand.journey, stage=stage, position=number)
            places[code] = row.pk
    return places


def _teams(access: Access, brand: Brand) -> "dict[str, Team]":
    teams = {
        name: create_team(access, name=name, kind=kind) for name, kind in brand.team_kinds.items()
    }
    visitor = demo_colleague(access, DEMO_ADDRESS, DEMO_NAME)
    add_member(access, visitor, role=Role.OWNER)
    add_to_team(access, next(reversed(teams.values())), visitor)
    for one in brand.colleagues:
        user = demo_colleague(access, f"{one.mail}@demo.example.com", one.name)
        add_member(access, user, role=Role(one.role))
        add_to_team(access, teams[one.team], user)
    return teams
