"""Removing a person with everything that is about them."""

from django.db import transaction
from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import ChannelAddress, Person, Suppression


def erase_person(access: Access, person: Person) -> int:
    """Remove a person, whoever was merged into them, and all that hangs on them; how many rows of
    people. Their suppressions go too, since an address is also something about them.

    What remains is one line of the audit trail, without name or address.
    """
    access.require(Permission.CUSTOMER_WRITE)
    with transaction.atomic():
        people = list(
            Person.objects.visible_to(access).filter(Q(pk=person.pk) | Q(merged_into=person.pk))
        )
        _forget_addresses(access, people)
        for one in people:
            record_audit(access, one, action="person.deleted")
        ids = [one.pk for one in people]
        Person.objects.visible_to(access).filter(pk__in=ids).delete()
    return len(ids)


def _forget_addresses(access: Access, people: list[Person]) -> None:
    own = {one.email for one in people} | {one.phone for one in people}
    linked = ChannelAddress.objects.visible_to(access).filter(person__in=people)
    own |= set(linked.values_list("address", flat=True))
    others = Person.objects.visible_to(access).exclude(pk__in=[one.pk for one in people])
    shared = set(others.filter(email__in=own - {""}).values_list("email", flat=True))
    rows = Suppression.objects.visible_to(access).filter(address__in=own - {""} - shared)
    rows.delete()
