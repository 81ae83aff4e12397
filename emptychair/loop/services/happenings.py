"""What happened to cases, noted as an event of the customer, so that a survey can ask about it."""

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import CustomerEvent
from emptychair.customers.own_events import CASE_CLOSED, OWN_SOURCE
from emptychair.customers.services.track import record_event
from emptychair.loop.models import Case
from emptychair.surveys.queries.own_facts import names_waited_for


def note_closed(access: Access, case_id: int) -> CustomerEvent | None:
    """Note that a case was closed, where a survey waits for that; once for each closing."""
    access.require(Permission.CUSTOMER_WRITE)
    rows = Case.objects.visible_to(access).select_related("person", "company", "touchpoint")
    case = rows.filter(pk=case_id).first()
    if case is None or case.person is None or case.closed_at is None:
        return None
    if CASE_CLOSED not in names_waited_for(access):
        return None
    event, _is_new = record_event(
        access,
        person=case.person,
        company=case.company,
        name=CASE_CLOSED,
        occurred_at=case.closed_at,
        message_id=f"case:{case.pk}:{case.closed_at.isoformat()}",
        source=OWN_SOURCE,
        properties={
            "kind": case.kind,
            "urgency": case.urgency,
            "outcome": case.outcome,
            "root_cause": case.root_cause,
        },
        touchpoint_key=case.touchpoint.key if case.touchpoint else "",
    )
    return event
