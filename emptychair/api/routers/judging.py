"""Whether an initiative helped: read it, choose the design, decide."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Status

from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.pages import Page, PageQuery, part_of
from emptychair.api.schemas.judging import (
    DesignIn,
    EffectOut,
    EffectRowOut,
    HeldOutOut,
    VerdictIn,
    VerdictOut,
)
from emptychair.customers.queries import person_with_id
from emptychair.effects.mix_words import move_words
from emptychair.effects.queries.designs import design_of, is_held_out, verdicts_of
from emptychair.effects.queries.estimates import reading_of
from emptychair.effects.queries.overview import effect_rows, effects_of
from emptychair.effects.services.designs import (
    choose_design,
    companies_named,
    set_treated_companies,
)
from emptychair.effects.services.verdicts import judge_effect
from emptychair.effects.types import (
    Decision,
    Design,
    DesignFields,
    DrawBy,
    Judged,
    MixHeld,
    MixRead,
    Standing,
)
from emptychair.effects.words import check_words
from emptychair.kit.errors import Invalid, NotFound
from emptychair.kit.periods import local_day
from emptychair.loop.queries.initiatives import initiative_with_number

if TYPE_CHECKING:
    from emptychair.accounts.access import Access
    from emptychair.effects.models import EffectDesign

router = Router(tags=["acting"])
PATH = "/initiatives/{number}/effect"


@router.get("/effects", response=Page[EffectRowOut], summary="All effects", operation_id="effects")
def list_effects(request: HttpRequest, query: Query[PageQuery], standing: str = "") -> Any:
    """What helped, what did not, what cannot be told, what is due or running; newest first."""
    access = access_of(request, Permission.INITIATIVE_READ)
    if standing:
        _known(standing, Standing.values)
    today = local_day(timezone.now(), access.workspace.zone)
    found = effects_of(access, today=today, standing=standing)
    part = part_of(found, query, lambda one: one)
    rows = effect_rows(access, part["items"])
    return {**part, "items": [asdict(one) for one in rows]}


@router.get(PATH, response=EffectOut, summary="Did it help?", operation_id="effect")
def show_effect(request: HttpRequest, number: int) -> Any:
    """The design, the estimate with its checks, and what was decided."""
    access = access_of(request, Permission.SCORE_READ)
    access.require(Permission.INITIATIVE_READ)
    design = design_of(access, initiative_with_number(access, number))
    if design is None:
        raise NotFound
    return _effect(access, design)


@router.post(
    PATH,
    response={201: EffectOut},
    summary="Choose how one will know",
    operation_id="choose_effect_design",
)
def put_design(request: HttpRequest, number: int, body: DesignIn) -> Any:
    """Before the start, or with a reason after it."""
    access = access_of(request, Permission.INITIATIVE_WRITE)
    initiative = initiative_with_number(access, number)
    _known(body.design, Design.values)
    _known(body.draw_by, DrawBy.values)
    _known(body.mix, ["", *MixHeld.values])
    companies = companies_named(access, "\n".join(body.companies))
    left = {"companies", "reason"} | (set() if body.mix else {"mix"})
    given: DesignFields = body.dict(exclude=left)  # type: ignore[assignment]  # the schema has its names
    given["metric"], given["touchpoint_id"] = initiative.metric, initiative.touchpoint_id
    row = choose_design(access, initiative, now=timezone.now(), reason=body.reason, **given)
    set_treated_companies(access, row, companies)
    return Status(201, _effect(access, row))


@router.post(
    f"{PATH}/verdict",
    response={201: VerdictOut},
    summary="Say whether it helped",
    operation_id="judge_effect",
)
def put_verdict(request: HttpRequest, number: int, body: VerdictIn) -> Any:
    """A person's decision; it is kept beside what the numbers say at this moment."""
    access = access_of(request, Permission.INITIATIVE_WRITE)
    initiative = initiative_with_number(access, number)
    _known(body.verdict, Judged.values)
    _known(body.decision, Decision.values)
    row = judge_effect(access, initiative, now=timezone.now(), **body.dict())
    return Status(201, verdicts_of(access, row.design)[0])


@router.get(
    f"{PATH}/held-out/{{person_id}}",
    response=HeldOutOut,
    summary="Is this person held out?",
    operation_id="is_held_out",
)
def show_held_out(request: HttpRequest, number: int, person_id: int) -> Any:
    """True for those who must not get the change."""
    access = access_of(request, Permission.INITIATIVE_READ)
    access.require(Permission.CUSTOMER_READ)
    initiative = initiative_with_number(access, number)
    held_out = is_held_out(access, initiative, person_with_id(access, person_id))
    return {"held_out": held_out}


def _effect(access: "Access", design: "EffectDesign") -> dict[str, Any]:
    names = ("design", "metric", "starts_on", "ends_on", "held_out_share", "worth", "smallest")
    plain = {name: getattr(design, name) for name in names}
    today = local_day(timezone.now(), access.workspace.zone)
    read = None
    if access.may(Permission.SCORE_READ):
        read = reading_of(access, design, today=today)
    found = read.effect if read else None
    keys = ("estimate", "low", "high", "p_value")
    return {
        **plain,
        **{key: getattr(found, key) if found else None for key in keys},
        "state": read.state if read else "waiting",
        "refused": read.refused if read else "",
        "n": found.n if found else 0,
        "method": found.method if found else "",
        "checks": [_check(one) for one in found.checks] if found else [],
        "proposed": read.proposed if read else Judged.UNKNOWN.value,
        "mix": _mix(read.mix, design.metric) if read and read.mix else None,
        "verdicts": [asdict(one) for one in verdicts_of(access, design)],
    }


def _mix(read: MixRead, metric: str) -> dict[str, Any]:
    moves = [{**asdict(one), "words": move_words(one, metric)} for one in read.moves]
    return {
        "used": read.used, "as_answered": read.answered, "as_before": read.fixed,
        "held": list(read.held), "moves": moves,
    }  # fmt: skip


def _check(one: Any) -> dict[str, Any]:
    numbers = {key: float(value) for key, value in one.numbers.items()}
    return {"name": one.name, "passed": one.passed, "words": check_words(one), "numbers": numbers}


def _known(value: str, values: list[str]) -> None:
    if value not in values:
        raise Invalid
