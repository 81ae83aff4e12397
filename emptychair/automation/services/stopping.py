"""A customer stops mails of playbooks: no more mail to this address but answers to their own."""

from emptychair.accounts.access import Access
from emptychair.automation.queries.workspaces import workspace_with_id
from emptychair.customers.models import Person
from emptychair.customers.services.suppression import suppress_address
from emptychair.customers.types import SuppressionReason
from emptychair.kit.errors import NotFound
from emptychair.messaging.types import EMAIL


def stop_visit(access: Access, workspace_id: int, person_id: int) -> tuple[Access, Person]:
    """Who stands behind a signed link. Raises `NotFound` when they are gone."""
    workspace = workspace_with_id(access, workspace_id)
    if workspace is None:
        raise NotFound
    own = Access.respondent(workspace, "playbook mail")
    person = Person.objects.visible_to(own).filter(pk=person_id).first()
    if person is None:
        raise NotFound
    return own, person


def stop_mails(access: Access, person: Person) -> None:
    """Never write to the address again. A second time changes nothing."""
    if person.email:
        suppress_address(
            access,
            channel=EMAIL,
            address=person.email,
            reason=SuppressionReason.UNSUBSCRIBED.value,
            source="playbook",
        )
