"""Revenue and renewals, on their way out."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

WHO = """company_id=company__external_id, company=company__name, person_id=person__external_id,
    name=person__name"""

TABLES = (
    ExportTable(
        "revenue_definitions",
        _("Definitions of recurring revenue"),
        "renewals.revenuedefinition",
        columns(
            """version, leaves_at, gap_days, zero_is_gone, once_months, rates, buyer_gaps,
            commit_means, likely_means, risk_means, reason, defined_at,
            defined_by=defined_by__email"""
        ),
    ),
    ExportTable(
        "revenue_settings",
        _("How the company earns"),
        "renewals.revenuesetting",
        columns("kinds, payment_events, computed_at"),
    ),
    ExportTable(
        "revenue_months",
        _("Months of revenue"),
        "renewals.revenuemonth",
        columns(
            """month, currency, edition, definition=definition__version, starting, new,
            reactivation, expansion, contraction, lost, ending, customers_before, customers_new,
            customers_back, customers_lost, customers_after, shares, checksum, computed_at,
            published_at, published_by=published_by__email, reason"""
        ),
    ),
    ExportTable(
        "revenue_movements",
        _("Customers whose revenue changed"),
        "renewals.revenuemovement",
        columns(
            f"""month=revenue_month__month, currency=revenue_month__currency,
            edition=revenue_month__edition, {WHO}, kind, before, after""",
            name="name",
        ),
    ),
    ExportTable(
        "renewals",
        _("Renewals"),
        "renewals.renewal",
        columns(
            f"""contract=contract__external_id, due_on, {WHO}, period, plan, value, currency,
            chance, chance_low, chance_high, chance_n, is_open, cancelled_on, stayed, is_told,
            next_step, next_on, call, called_at, called_by=called_by__email, outcome, outcome_on,
            new_amount, reason, competitor, competitor_price, noted_by=noted_by__email, noted_at""",
            name="name",
            reason="comment",
            next_step="comment",
        ),
        person="person__name",
    ),
    ExportTable(
        "renewal_calls",
        _("What colleagues expected of renewals"),
        "renewals.renewalcall",
        columns(
            """contract=renewal__contract__external_id, due_on=renewal__due_on, call, called_at,
            called_by=called_by__email"""
        ),
    ),
    ExportTable(
        "forecast_models",
        _("The forecast of renewals"),
        "renewals.forecastmodel",
        columns("as_of, made_at, decisions, rates, totals"),
    ),
    ExportTable(
        "forecast_weeks",
        _("Weeks of the forecast"),
        "renewals.forecastweek",
        columns("week, frozen_at, decisions, totals"),
    ),
    ExportTable(
        "frozen_forecasts",
        _("Forecasts that were kept"),
        "renewals.frozenforecast",
        columns(
            """week=forecast_week__week, contract=renewal__contract__external_id, due_on,
            days_ahead, value, currency, chance, call, call_means, called_by=called_by__email,
            stayed, judged_at"""
        ),
    ),
    ExportTable(
        "buyer_readings",
        _("Rhythm of orders"),
        "renewals.buyerreading",
        columns(
            f"""kind, {WHO}, times, first_on, last_on, gap_days, next_on, left_on, is_active,
            p_alive, value, currency, as_of""",
            name="name",
        ),
    ),
    ExportTable(
        "revenue_reports",
        _("Stored reports of revenue"),
        "renewals.revenuereport",
        columns("kind, as_of, body"),
    ),
)
