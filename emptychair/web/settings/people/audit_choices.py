"""Words for the codes that domains store and the audit trail shows."""

from emptychair.accounts.queries.audit_values import Choices
from emptychair.agenda.types import DismissReason, MarkAction
from emptychair.customers.types import AttributeKind, SpecialDayKind, SuppressionReason
from emptychair.digests.types import Audience, Cadence, Form
from emptychair.effects.types import Decision, Design, DrawBy, Judged, MixHeld
from emptychair.exchange.shapes import SHAPES
from emptychair.exchange.tables import TABLES
from emptychair.fit.types import FitTest, Stage
from emptychair.intake.types import Channel, Priority, RequestState
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
from emptychair.outcomes.guide import DEPARTMENTS
from emptychair.outcomes.types import Direction, EventMeasure, ProxyMeasure, Source
from emptychair.plans.types import PlanState
from emptychair.programme.types import TaskState
from emptychair.renewals.types import Call, LeavesAt, RenewalOutcome
from emptychair.scorecard.types import Combining
from emptychair.surveys.types import Metric, SurveyState
from emptychair.touch.types import Answer, CustomerKind, Decider, Tier
from emptychair.touchpoints.types import TouchpointKind

CHOICES: Choices = {
    ("agenda.agendamark", "action"): dict(MarkAction.choices),
    ("agenda.agendamark", "reason"): dict(DismissReason.choices),
    ("customers.attributedefinition", "kind"): dict(AttributeKind.choices),
    ("customers.specialday", "kind"): dict(SpecialDayKind.choices),
    ("customers.suppression", "reason"): dict(SuppressionReason.choices),
    ("digests.digest", "audience"): dict(Audience.choices),
    ("digests.digest", "cadence"): dict(Cadence.choices),
    ("digests.digest", "forms"): dict(Form.choices),
    ("effects.effectdesign", "decision"): dict(Decision.choices),
    ("effects.effectdesign", "design"): dict(Design.choices),
    ("effects.effectdesign", "draw_by"): dict(DrawBy.choices),
    ("effects.effectdesign", "metric"): dict(Metric.choices),
    ("effects.effectdesign", "mix"): dict(MixHeld.choices),
    ("effects.effectdesign", "proposed"): dict(Judged.choices),
    ("effects.effectdesign", "verdict"): dict(Judged.choices),
    ("exchange.exportrun", "tables"): {one.name: one.label for one in TABLES.values()},
    ("exchange.importrun", "shape"): {one.name: one.label for one in SHAPES.values()},
    ("fit.fitoverrule", "stage"): dict(Stage.choices),
    ("fit.fitsetting", "test"): dict(FitTest.choices),
    ("intake.customerrequest", "channel"): dict(Channel.choices),
    ("intake.customerrequest", "priority"): dict(Priority.choices),
    ("intake.customerrequest", "state"): dict(RequestState.choices),
    ("loop.case", "kind"): dict(CaseKind.choices),
    ("loop.case", "outcome"): dict(Outcome.choices),
    ("loop.case", "state"): dict(CaseState.choices),
    ("loop.case", "urgency"): dict(Urgency.choices),
    ("loop.effortentry", "kind"): dict(EffortKind.choices),
    ("loop.initiative", "kind"): dict(InitiativeKind.choices),
    ("loop.initiative", "metric"): dict(Metric.choices),
    ("loop.initiative", "state"): dict(InitiativeState.choices),
    ("messaging.message", "state"): dict(MessageState.choices),
    ("metrics.target", "metric"): dict(Metric.choices),
    ("outcomes.interview", "department"): {one.code: one.label for one in DEPARTMENTS.values()},
    ("outcomes.kpi", "direction"): dict(Direction.choices),
    ("outcomes.kpi", "event_measure"): dict(EventMeasure.choices),
    ("outcomes.kpi", "proxy_measure"): dict(ProxyMeasure.choices),
    ("outcomes.kpi", "source"): dict(Source.choices),
    ("plans.successplan", "state"): dict(PlanState.choices),
    ("programme.routinetask", "state"): dict(TaskState.choices),
    ("renewals.renewal", "call"): dict(Call.choices),
    ("renewals.renewal", "outcome"): dict(RenewalOutcome.choices),
    ("renewals.revenuedefinition", "leaves_at"): dict(LeavesAt.choices),
    ("scorecard.outsidefigure", "combining"): dict(Combining.choices),
    ("surveys.survey", "metric"): dict(Metric.choices),
    ("surveys.survey", "state"): dict(SurveyState.choices),
    ("touch.customertouch", "tier"): dict(Tier.choices),
    ("touch.orgdesign", "decider"): dict(Decider.choices),
    ("touch.orgdesign", "tier"): dict(Tier.choices),
    ("touch.touchdecision", "answer"): dict(Answer.choices),
    ("touch.touchdecision", "to"): dict(Tier.choices),
    ("touch.touchrule", "kind"): dict(CustomerKind.choices),
    ("touch.touchrule", "tier"): dict(Tier.choices),
    ("touchpoints.touchpoint", "kind"): dict(TouchpointKind.choices),
}
