"""Designs, who is held out, what was decided."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.customers.queries.gone import gone_people
from emptychair.effects.models import EffectDesign, EffectVerdict
from emptychair.effects.rules.drawing import Draw
from emptychair.effects.types import (
    ChangeRow,
    Cost,
    Decision,
    Design,
    Judged,
    VerdictRow,
)
from emptychair.kit.masking import mask_email, mask_name
from emptychair.kit.periods import local_day
from emptychair.loop.models import Initiative
from emptychair.loop.queries import effort_of_initiative
from emptychair.loop.types import InitiativeState

PARTS = ("initiative", "touchpoint", "chosen_by")


def design_of(access: Access, initiative: Initiative) -> EffectDesign | None:
    """The design of an initiative, if one was chosen."""
    found = _readable(access).filter(initiative=initiative)
    return found.select_related(*PARTS).prefetch_related("units").first()


def is_held_out(access: Access, initiative: Initiative, person: Person) -> bool:
    """Whether this person must not get the change. Ask before anybody gets it."""
    design = design_of(access, initiative)
    if design is None or design.design != Design.HOLDOUT:
        return False
    return draw_behind(access, design).holds_out(person.pk, person.company_id)


def draw_behind(access: Access, design: EffectDesign) -> Draw:
    """What the draw of a design rests on."""
    access.require(Permission.INITIATIVE_READ)
    return Draw(design.seed, design.held_out_share, design.draw_by)


def drawn_people(access: Access, design: EffectDesign) -> Iterator[tuple[str, str, str, str, bool]]:
    """Everybody the draw is about: id, name, address, company, and whether they are held out."""
    access.require(Permission.DATA_EXPORT)
    today = local_day(timezone.now(), access.workspace.zone)
    people = Person.objects.visible_to(access).filter(merged_into=None)
    people = people.exclude(gone_people(access, today))
    if design.segment:
        people = people.filter(segment=design.segment)
    draw = draw_behind(access, design)
    values = people.order_by("pk").values_list(
        "pk", "company_id", "external_id", "name", "email", "company__name", "language"
    )
    for person_id, company_id, key, name, email, company, language in values.iterator():
        held_out = draw.holds_out(person_id, company_id)
        shown = (name, email)
        if not access.may_see_names:
            shown = (mask_name(name, language), mask_email(email))
        yield key or str(person_id), *shown, company or "", held_out


def verdicts_of(access: Access, design: EffectDesign) -> list[VerdictRow]:
    """What was decided, the newest first."""
    access.require(Permission.INITIATIVE_READ)
    found = EffectVerdict.objects.visible_to(access).filter(design=design)
    return [_verdict_row(one) for one in found.select_related("decided_by").order_by("-decided_at")]


def changes_of(access: Access, design: EffectDesign) -> list[ChangeRow]:
    """What was changed after the start, the newest first."""
    access.require(Permission.INITIATIVE_READ)
    found = design.changes.select_related("changed_by").order_by("-changed_at")
    return [
        ChangeRow(one.changed_at, str(one.changed_by or ""), one.reason, tuple(sorted(one.after)))
        for one in found
    ]


def cost_of(access: Access, design: EffectDesign) -> Cost | None:
    """Minutes logged, and money where somebody said what an hour costs. None: may not be seen."""
    if not access.may(Permission.CASE_READ):
        return None
    return cost_from(access, design, effort_of_initiative(access, design.initiative_id).total)


def cost_from(access: Access, design: EffectDesign, minutes: int) -> Cost:
    """What so many minutes cost, with what else it cost."""
    money: Decimal | None = None
    if design.hour_costs is not None or design.other_costs is not None:
        money = Decimal(design.hour_costs or 0) * minutes / 60 + Decimal(design.other_costs or 0)
    return Cost(minutes, money, access.workspace.currency)


def undecided(access: Access) -> QuerySet[EffectDesign]:
    """Designs without a verdict, of initiatives that were not dropped."""
    decided = EffectVerdict.objects.filter(design=OuterRef("pk"), decided_at__isnull=False)
    found = _readable(access).filter(~Exists(decided))
    return found.exclude(initiative__state=InitiativeState.DROPPED.value)


def _readable(access: Access) -> QuerySet[EffectDesign]:
    access.require(Permission.INITIATIVE_READ)
    return EffectDesign.objects.visible_to(access)


def _verdict_row(one: EffectVerdict) -> VerdictRow:
    words: dict[str, Any] = {
        "verdict_words": str(Judged(one.verdict).label),
        "decision_words": str(Decision(one.decision).label),
    }
    return VerdictRow(
        verdict=one.verdict, decision=one.decision, note=one.note, by=str(one.decided_by or ""),
        decided_at=one.decided_at, estimate=one.estimate, low=one.low, high=one.high, n=one.n,
        **words,
    )  # fmt: skip
