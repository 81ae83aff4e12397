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
from emptychair.customers.services.leaving import read_leaving
from emptychair.demo.catalogue import BRAND_NAMES, KITCHEN, TOUCHPOINTS
from emptychair.demo.loading.acting import load_acting
from emptychair.demo.loading.answers import Ids, load_answers
from emptychair.demo.loading.brands import BRANDS, DEMO_ADDRESS, DEMO_NAME, Brand
from emptychair.demo.loading.customers import load_customers
from emptychair.demo.loading.files import DemoFiles
from emptychair.demo.loading.fit import load_fit
from emptychair.demo.loading.groups import save_groups
from emptychair.demo.loading.onboarding import load_onboarding
from emptychair.demo.loading.outcomes import load_outcomes
from emptychair.demo.loading.plans import load_plans
from emptychair.demo.loading.playbooks import load_playbooks
from emptychair.demo.loading.proxies import load_proxies
from emptychair.demo.loading.renewals import load_renewals
from emptychair.demo.loading.services import (
    demo_colleague,
    mark_as_demo,
    remove_demo_workspace,
    set_stage,
)
from emptychair.demo.loading.signups import keep_signups_from_use, load_signups
from emptychair.demo.loading.silence import load_silence
from emptychair.demo.loading.success import load_success
from emptychair.demo.loading.touch import load_touch
from emptychair.demo.loading.unheard import load_unheard
from emptychair.demo.loading.usage import load_usage
from emptychair.touchpoints.services.mapping import create_touchpoint

if TYPE_CHECKING:
    from emptychair.accounts.models import Team, Workspace

Show = Callable[[str, int, int], None]


def load_demo(folder: Path, *, now: datetime, again: bool, show: Show) -> list[str]:
    """Fill a workspace for each company from the files in `folder`; the slugs of those made.

    A workspace that is there stays as it is, unless `again`. `show` is told what is being done.
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
    name = BRAND_NAMES[brand.code]
    show(name, 0, 4)
    places = _map(access, brand)
    people = load_customers(access, brand, files, today)
    show(name, 1, 4)
    save_groups(access, brand)
    load_answers(access, brand, files, Ids(people, places), now)
    show(name, 2, 4)
    keep_signups_from_use(access)
    load_usage(access, brand, files, now)
    load_acting(access, brand, files, places, now)
    read_leaving(access, now=now)
    load_plans(access, brand, now)
    load_outcomes(access, brand, now)
    load_proxies(access, brand, now)
    load_touch(access, brand, now)
    load_fit(access, brand, now)
    load_renewals(access, brand, files, now=now)
    load_signups(access, brand, today)
    load_silence(access, brand, now)  # last: it reads all that was loaded
    load_onboarding(access, brand, now)
    load_success(access, now)
    load_playbooks(access, brand, now)
    load_unheard(access, brand, now)
    show(name, 4, 4)


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
