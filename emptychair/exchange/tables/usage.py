"""Product use, on its way out. Secrets of keys stay here, even as hashes."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "daily_use",
        _("Daily use of the product"),
        "usage.dailyuse",
        columns(
            """company_id=company__external_id, company=company__name,
            person_id=person__external_id, feature, day, recorded_on, active_users=users, actions,
            origin"""
        ),
    ),
    ExportTable(
        "company_use",
        _("Use of companies"),
        "usage.companyuse",
        columns(
            """company_id=company__external_id, company=company__name, as_of, active_days,
            before_active_days, users, actions, before_actions, features, core_features,
            first_day, last_day, change, ratio, ratio_low, ratio_high, seats, unused_seats,
            unused_value, currency, renews_on, trial, trial_ends_on,
            trial_begun_on, trial_paid_on"""
        ),
    ),
    ExportTable(
        "person_use",
        _("Use of people by themselves"),
        "usage.personuse",
        columns(
            """person_id=person__external_id, person=person__name, as_of, active_days,
            before_active_days, users, actions, before_actions, features, core_features,
            first_day, last_day, change, ratio, ratio_low, ratio_high, seats, unused_seats,
            unused_value, currency, renews_on, trial, trial_ends_on,
            trial_begun_on, trial_paid_on""",
            person="name",
        ),
        person="person__name",
    ),
    ExportTable(
        "write_keys",
        _("Write keys"),
        "usage.writekey",
        columns(
            """name, kind, hint, last_used_at, revoked_at, refused, refused_at, refused_why,
            created_by=created_by__email"""
        ),
    ),
    ExportTable(
        "visitors",
        _("Visitors"),
        "usage.visitor",
        columns("anonymous_id, person_id=person__external_id, is_shared"),
    ),
    ExportTable(
        "visitor_events",
        _("Events of visitors nobody knows"),
        "usage.visitorevent",
        columns(
            """anonymous_id=visitor__anonymous_id, company_id=company__external_id, event=name,
            message_id, occurred_at, touchpoint_key, properties""",
            properties="cells",
        ),
    ),
    ExportTable(
        "alias_questions",
        _("People who may be one"),
        "usage.aliasquestion",
        columns(
            """first_id=first__external_id, second_id=second__external_id, asked_at,
            answered_at"""
        ),
    ),
    ExportTable(
        "use_counting",
        _("How far use is counted"),
        "usage.countingstate",
        columns("event_id, counted_at, read_at, recount_wanted"),
    ),
)
