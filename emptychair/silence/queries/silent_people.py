"""Who is silent, as a condition on people."""

from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.silence.models import SilenceReading


def silent_people(access: Access) -> Q:
    """Silent themselves, or of a company that is."""
    rows = SilenceReading.objects.visible_to(access).filter(is_silent=True)
    people = rows.filter(person__isnull=False).values("person")
    firms = rows.filter(company__isnull=False, is_customer=True).values("company")
    return Q(pk__in=people) | Q(company__in=firms)
