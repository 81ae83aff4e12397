"""Health, risk and lost customers, on their way out."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "customer_health",
        _("Health of customers"),
        "success.customerhealth",
        columns(
            """person_id=person__external_id, name=person__name, company=company__name, as_of,
            outcome, outcome_confidence, experience, experience_confidence, quadrant, inputs,
            risk_30, risk_60, risk_90, worth, at_stake, rank, signs, chances, reasons, renews_in,
            silent_days, stage, is_listed, own_model, history""",
            name="name",
        ),
        person="person__name",
    ),
    ExportTable(
        "lost_customers",
        _("Lost customers"),
        "success.lostcustomer",
        columns(
            """person_id=person__external_id, name=person__name, company=company__name, left_on,
            how, worth, warnings, warned_on, acts, acted_on, lesson, lesson_by=lesson_by__email,
            lesson_at""",
            name="name",
            lesson="comment",
        ),
        person="person__name",
    ),
    ExportTable(
        "back_tests",
        _("Back-tests"),
        "success.backtest",
        columns("run_at, horizon, facts, rankings, signs, stages, segments, refusal"),
    ),
    ExportTable(
        "risk_models",
        _("Models of risk"),
        "success.riskmodel",
        columns(
            """version, kind, state, tested_at=back_test__run_at, spec, turned, weighting, judged,
            live_at, live_by=live_by__email, ended_at, seen_at"""
        ),
    ),
    ExportTable(
        "risk_spans",
        _("Who was at risk when"),
        "success.riskspan",
        columns(
            """person_id=person__external_id, name=person__name, company=company__name, began_on,
            ended_on""",
            name="name",
        ),
        person="person__name",
    ),
    ExportTable(
        "health_weightings",
        _("What counts how much in health"),
        "success.healthweighting",
        columns("version, weights, reason, set_at, set_by=set_by__email", reason="comment"),
    ),
)
