"""Drawing the map: touchpoints one by one, or a starter map at once."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.text import slugify

from emptychair.accounts.access import Access
from emptychair.accounts.models import Team
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.touchpoints.errors import NameMissing, StarterMapUnknown, TouchpointKeyTaken
from emptychair.touchpoints.models import Journey, Stage, Touchpoint
from emptychair.touchpoints.rules.starter_maps import KINDS, StarterMap, starter_map

LONGEST_KEY = 80


def create_touchpoint(
    access: Access,
    *,
    key: str,
    name: str,
    kind: str,
    team: Team | None = None,
    stage: Stage | None = None,
    description: str = "",
) -> Touchpoint:
    """A new touchpoint at the end of its stage; an empty `key` is made from the name.

    Raises `NameMissing` and `TouchpointKeyTaken`.
    """
    access.require(Permission.TOUCHPOINT_WRITE)
    if not name.strip():
        raise NameMissing
    last = Touchpoint.objects.visible_to(access).filter(stage=stage).aggregate(Max("position"))
    words = {"name": name.strip(), "kind": kind, "description": description.strip()}
    try:
        with transaction.atomic():
            touchpoint = Touchpoint.objects.create(
                workspace=access.workspace,
                key=key.strip() or _free_key(access, name),
                team=team,
                stage=stage,
                position=(last["position__max"] or 0) + 1,
                **words,
            )
            after = {**words, "key": touchpoint.key, "team": team.pk if team else None}
            record_audit(access, touchpoint, action="touchpoint.created", after=after)
    except IntegrityError:
        raise TouchpointKeyTaken(key=key) from None
    return touchpoint


def draw_starter_map(access: Access, *, kind: str) -> Journey:
    """The journey, stages, touchpoints and owner teams that a company of this kind usually has.

    Teams and touchpoints that are there already (by kind, by key) stay as they are. Raises
    `StarterMapUnknown`.
    """
    access.require(Permission.TOUCHPOINT_WRITE)
    if kind not in KINDS:
        raise StarterMapUnknown(kind=kind)
    plan = starter_map(kind, access.workspace.language)
    with transaction.atomic():
        teams = _teams_for(access, plan.teams)
        last = Journey.objects.visible_to(access).aggregate(Max("position"))
        journey = Journey.objects.create(
            workspace=access.workspace,
            name=plan.journey,
            position=(last["position__max"] or 0) + 1,
        )
        _draw_stages(access, journey, plan, teams)
        record_audit(access, journey, action="map.drawn", after={"kind": kind})
    return journey


def _draw_stages(
    access: Access, journey: Journey, plan: StarterMap, teams: Mapping[str, Team]
) -> None:
    known = set(Touchpoint.objects.visible_to(access).values_list("key", flat=True))
    for number, planned in enumerate(plan.stages, start=1):
        stage = Stage.objects.create(
            workspace=access.workspace, journey=journey, name=planned.name, position=number
        )
        for place in planned.places:
            if place.key in known:
                continue
            create_touchpoint(
                access,
                key=place.key,
                name=place.name,
                kind=place.kind,
                team=teams[place.team],
                stage=stage,
            )


def _teams_for(access: Access, names: Mapping[str, str]) -> dict[str, Team]:
    """A team of each kind: the one that is there, else a new one."""
    there = list(Team.objects.visible_to(access).order_by("pk"))
    by_kind = {team.kind: team for team in reversed(there) if team.kind}
    by_name = {team.name: team for team in there}
    found: dict[str, Team] = {}
    for position, (kind, name) in enumerate(names.items(), start=len(there)):
        team = by_kind.get(kind) or by_name.get(name)
        if team is None:
            team = Team.objects.create(
                workspace=access.workspace, name=name, kind=kind, position=position
            )
            record_audit(access, team, action="team.created", after={"name": name, "kind": kind})
        found[kind] = team
    return found


def _free_key(access: Access, name: str) -> str:
    """A key from the name that nobody has yet."""
    plain = slugify(name, allow_unicode=True)[: LONGEST_KEY - 4] or "touchpoint"
    taken = set(
        Touchpoint.objects.visible_to(access)
        .filter(key__startswith=plain)
        .values_list("key", flat=True)
    )
    if plain not in taken:
        return plain
    return next(key for n in range(2, 10_000) if (key := f"{plain}-{n}") not in taken)
