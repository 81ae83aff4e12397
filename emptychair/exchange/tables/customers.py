"""Tables of customers, on their way out."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "people",
        _("People"),
        "customers.person",
        columns(
            """emptychair_id=id, external_id, email, name, name_reading,
            company_id=company__external_id, company=company__name, phone, title, language,
            time_zone, region, segment, joined_on, left_on, yearly_value, currency, note,
            attributes, merged_into=merged_into_id, last_event_at, created_at""",
            name="name",
            name_reading="hidden",
            email="email",
            phone="hidden",
            note="comment",
            attributes="hidden",
        ),
        person="name",
    ),
    ExportTable(
        "companies",
        _("Companies"),
        "customers.company",
        columns(
            """emptychair_id=id, external_id, name, name_reading, domain, parent=parent__name,
            language, time_zone, region, joined_on, left_on, yearly_value, currency, note,
            attributes, created_at"""
        ),
    ),
    ExportTable(
        "departures",
        _("Who left"),
        "customers.departure",
        columns(
            """person_id=person__external_id, name=person__name, company_id=company__external_id,
            company=company__name, left_on, how, stays, back_on, noticed_at=created_at""",
            name="name",
        ),
        person="person__name",
    ),
    ExportTable(
        "kept_histories",
        _("From when on states are kept"),
        "customers.kepthistory",
        columns("name, known_from, kept_until"),
    ),
    ExportTable(
        "leaving_runs",
        _("Readings of who left"),
        "customers.leavingrun",
        columns("as_of, read_at, left"),
    ),
    ExportTable(
        "contracts",
        _("Contracts"),
        "customers.contract",
        columns(
            """external_id, person_id=person__external_id, email=person__email, name=person__name,
            company_id=company__external_id, company=company__name, plan, amount, currency, period,
            seats, starts_on, renews_on, cancelled_on""",
            email="email",
            name="name",
        ),
    ),
    ExportTable(
        "contract_changes",
        _("What contracts were before"),
        "customers.contractchange",
        columns(
            """external_id=contract__external_id, counts_from, recorded_at, plan, amount, currency,
            period, seats, starts_on, renews_on, cancelled_on"""
        ),
    ),
    ExportTable(
        "orders",
        _("Orders"),
        "customers.order",
        columns(
            """external_id, person_id=person__external_id, email=person__email, name=person__name,
            company_id=company__external_id, company=company__name, ordered_at, item, quantity,
            amount, currency""",
            email="email",
            name="name",
        ),
    ),
    ExportTable(
        "events",
        _("Events"),
        "customers.customerevent",
        columns(
            """message_id, person_id=person__external_id, email=person__email,
            person_name=person__name, company_id=company__external_id, company=company__name,
            event=name, occurred_at, touchpoint_key, source, properties""",
            email="email",
            person_name="name",
            properties="hidden",
        ),
    ),
    ExportTable(
        "segments",
        _("Segments"),
        "customers.segment",
        columns("name, rules, is_tracked, people, counted_at, created_at"),
    ),
)
