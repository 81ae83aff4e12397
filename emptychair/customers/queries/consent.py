"""What customers allow."""

from emptychair.accounts.access import Access
from emptychair.customers.models import Consent, Person, Suppression


def is_suppressed(access: Access, *, channel: str, address: str) -> bool:
    """Whether nobody may write to this address."""
    rows = Suppression.objects.visible_to(access)
    return rows.filter(channel=channel, address=address.strip().lower()).exists()


def suppression_of(access: Access, *, channel: str, address: str) -> Suppression | None:
    """Why nobody may write to this address, or nothing."""
    rows = Suppression.objects.visible_to(access)
    return rows.filter(channel=channel, address=address.strip().lower()).first()


def may_email(access: Access, person: Person) -> bool:
    """Whether a person may get mail: has an address that is not suppressed, and did not forbid it.

    Who never said anything about it may be written to.
    """
    if not person.email or is_suppressed(access, channel="email", address=person.email):
        return False
    said = consent_of(access, person.pk, channel="email")
    return said is None or said.given


def consent_of(access: Access, person_id: int, *, channel: str) -> Consent | None:
    """What a person said last about one channel."""
    rows = Consent.objects.visible_to(access).filter(person_id=person_id, channel=channel)
    return rows.order_by("-said_at", "-pk").first()
