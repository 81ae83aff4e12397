"""Facts about risk that other domains react to."""

from dataclasses import dataclass

from emptychair.kit.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerAtRisk(Event, name="success.customer_at_risk"):
    """A customer shows a sign of leaving that was not there when one looked before."""

    company_id: int | None
    person_id: int | None
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskModelSwitched(Event, name="success.model_switched"):
    """A model of risk was switched on or off, or demoted by its monthly test."""

    model_id: int
    state: str
