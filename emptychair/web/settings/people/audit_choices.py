"""Words for the codes that domains store and the audit trail shows."""

from emptychair.accounts.queries.audit_values import Choices
from emptychair.agenda.types import DismissReason, MarkAction
from emptychair.customers.types import AttributeKind, SpecialDayKind, SuppressionReason
from emptychair.exchange.shapes import SHAPES
from emptychair.exchange.tables import TABLES
from emptychair.loop.types import (
    CaseKind,
    CaseState,
    EffortKind,
    InitiativeKind,
    InitiativeState,
    Outcome,
    Urgency,
)
from emptychair.messaging.types import MessageState
from emptychair.surveys.types import Metric, SurveyState
from emptychair.touchpoints.types import TouchpointKind

CHOICES: Choices = {
    ("agenda.agendamark", "action"): dict(MarkAction.choices),
    ("agenda.agendamark", "reason"): dict(DismissReason.choices),
    ("customers.attributedefinition", "kind"): dict(AttributeKind.choices),
    ("customers.specialday", "kind"): dict(SpecialDayKind.choices),
    ("customers.suppression", "reason"): dict(SuppressionReason.choices),
    ("exchange.exportrun", "tables"): {one.name: one.label for one in TABLES.values()},
    ("exchange.importrun", "shape"): {one.name: one.label for one in SHAPES.values()},
    ("loop.case", "kind"): dict(CaseKind.choices),
    ("loop.case", "outcome"): dict(Outcome.choices),
    ("loop.case", "state"): dict(CaseState.choices),
    ("loop.case", "urgency"): dict(Urgency.choices),
    ("loop.effortentry", "kind"): dict(EffortKind.choices),
    ("loop.initiative", "kind"): dict(InitiativeKind.choices),
    ("loop.initiative", "metric"): dict(Metric.choices),
    ("loop.initiative", "state"): dict(InitiativeState.choices),
    ("messaging.message", "state"): dict(MessageState.choices),
    ("surveys.survey", "metric"): dict(Metric.choices),
    ("surveys.survey", "state"): dict(SurveyState.choices),
    ("touchpoints.touchpoint", "kind"): dict(TouchpointKind.choices),
}
