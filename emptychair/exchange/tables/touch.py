"""Touch, capacity, the organisation and fit, on their way out."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "touch",
        pgettext_lazy("menu", "Touch"),
        "touch.customertouch",
        columns(
            """person_id=person__external_id, name=person__name, company=company__name, kind,
            product, segment, decider, owner=owner__email, price, years, hours, estimated, contacts,
            cost, left, tier, is_overridden""",
            name="name",
        ),
        person="person__name",
    ),
    ExportTable(
        "touch_exceptions",
        _("Customers otherwise than their group"),
        "touch.touchoverride",
        columns(
            """person_id=person__external_id, name=person__name, company=company__name, tier,
            reason, made_by=name, made_at""",
            name="name",
            reason="comment",
        ),
        person="person__name",
    ),
    ExportTable(
        "touch_groups",
        _("Tiers by product and segment"),
        "touch.touchrule",
        columns("kind, product, segment, tier, decider, sums"),
    ),
    ExportTable(
        "touch_decisions",
        _("Decisions about tiers"),
        "touch.touchdecision",
        columns(
            """kind, product, segment, was, to, answer, reason, stake, stake_low, stake_high,
            made_by=name, made_at"""
        ),
    ),
    ExportTable(
        "touch_settings",
        _("Costs and hours of touch"),
        "touch.touchsetting",
        columns(
            """hourly_cost, contact_cost, service_share, high_hours, low_hours, tech_hours,
            counted_at"""
        ),
    ),
    ExportTable("margins", _("Margins"), "touch.productmargin", columns("product, margin")),
    ExportTable(
        "member_hours",
        _("Hours of colleagues"),
        "touch.memberhours",
        columns("member=user__email, weekly"),
    ),
    ExportTable(
        "times_off",
        _("Days away"),
        "touch.timeoff",
        columns("member=user__email, first, last, note"),
    ),
    ExportTable(
        "organisation_designs",
        _("Designs of the organisation"),
        "touch.orgdesign",
        columns(
            """series, version, called=name, segment, state, steps, confirmed, owner=owner__email,
            live_at"""
        ),
    ),
    ExportTable(
        "organisation_readings",
        _("Readings of our own KPIs"),
        "touch.orgreading",
        columns("series, month, value, was, entered_by=name"),
    ),
    ExportTable(
        "fit_overrules",
        _("Advice that was overruled"),
        "fit.fitoverrule",
        columns("segment, stage, reason, overruled_by=name, made_at, withdrawn_at"),
    ),
    ExportTable(
        "fit_tests",
        _("How fit is tested"),
        "fit.fitsetting",
        columns("segment, test, recent_days, repeat_line, recommend_line"),
    ),
)
