"""Back-tests, versions of models and weights."""

from typing import Any

from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.kit.errors import NotFound
from emptychair.kit.once import once_a_look
from emptychair.kit.prepared import ANEW
from emptychair.success.models import BackTest, HealthWeighting, RiskModel
from emptychair.success.rules.halves import USUAL, Weights
from emptychair.success.types import ModelState


def live_model(access: Access) -> RiskModel | None:
    """The model that is switched on, if any is."""
    access.require(Permission.CUSTOMER_READ)
    return RiskModel.objects.visible_to(access).filter(state=ModelState.LIVE).first()


@once_a_look
def live_judged(access: Access) -> dict[str, Any]:
    """How the model that is switched on did when it was last judged; nothing without one."""
    access.require(Permission.CUSTOMER_READ)
    rows = RiskModel.objects.visible_to(access).filter(state=ModelState.LIVE)
    return rows.values_list("judged", flat=True).first() or {}


def model_with_id(access: Access, model_id: int) -> RiskModel:
    """One version. Raises `NotFound`."""
    access.require(Permission.CUSTOMER_READ)
    found = RiskModel.objects.visible_to(access).filter(pk=model_id).first()
    if found is None:
        raise NotFound
    return found


def model_versions(access: Access, *, limit: int = 24) -> list[RiskModel]:
    """Versions, the newest first."""
    access.require(Permission.CUSTOMER_READ)
    rows = RiskModel.objects.visible_to(access).select_related("live_by", "back_test")
    return list(rows.order_by("-version")[:limit])


def newest_back_test(access: Access) -> BackTest | None:
    """The last run."""
    access.require(Permission.CUSTOMER_READ)
    return next(iter(_newest_back_tests(access)), None)


@prepared()
def _newest_back_tests(access: Access) -> QuerySet[BackTest]:
    return BackTest.objects.visible_to(access).order_by("-run_at", "-pk")[:1]


def hit_rates_of(access: Access) -> dict[str, dict[str, Any]]:
    """How often each sign was right in the last back-test, by its code."""
    test = newest_back_test(access)
    return {one["code"]: one for one in test.signs} if test else {}


def current_weights(access: Access) -> tuple[int, Weights]:
    """The version of the expert weights that counts, and the weights; 0 are the built-in ones."""
    access.require(Permission.CUSTOMER_READ)
    row = HealthWeighting.objects.visible_to(access).order_by("-version").first()
    return (row.version, {**USUAL, **row.weights}) if row else (0, USUAL)


def weight_versions(access: Access, *, limit: int = 12) -> list[HealthWeighting]:
    """Versions of the weights, the newest first."""
    access.require(Permission.CUSTOMER_READ)
    rows = HealthWeighting.objects.visible_to(access).select_related("set_by")
    return list(rows.order_by("-version")[:limit])


def demoted_unseen(access: Access, *, limit: int) -> list[RiskModel]:
    """Models that their monthly test demoted, of which nobody has taken notice."""
    access.require(Permission.CUSTOMER_READ)
    return _demoted_unseen(access, limit=limit)


@prepared(limit=ANEW)
def _demoted_unseen(access: Access, *, limit: int) -> QuerySet[RiskModel]:
    rows = RiskModel.objects.visible_to(access).filter(state=ModelState.DEMOTED, seen_at=None)
    return rows.order_by("-ended_at")[:limit]


def passed_unswitched(access: Access) -> RiskModel | None:
    """A model of the last test that passed and waits to be switched on."""
    access.require(Permission.CUSTOMER_READ)
    test = newest_back_test(access)
    if test is None:
        return None
    return next(iter(_passed(access, test=test.pk)), None)


@prepared(test=int)
def _passed(access: Access, *, test: int) -> QuerySet[RiskModel]:
    rows = RiskModel.objects.visible_to(access).filter(back_test=test, state=ModelState.PASSED)
    return rows.order_by("-version")[:1]
