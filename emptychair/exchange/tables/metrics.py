"""Large customers who were never heard, on their way out."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "unheard_customers",
        _("Large customers never heard"),
        "metrics.unheardcustomer",
        columns(
            """person_id=person__external_id, name=person__name, company=company__name, place,
            value, people, ask=ask__external_id, reason""",
            name="name",
        ),
        person="person__name",
    ),
    ExportTable(
        "unheard_readings",
        _("Readings of large customers never heard"),
        "metrics.unheardreading",
        columns(
            """as_of, read_at, customers, large, unheard, large_value, unheard_value, people,
            people_heard, value, value_heard"""
        ),
    ),
)
