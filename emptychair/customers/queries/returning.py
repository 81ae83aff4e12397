"""Who did something since they counted as gone by their rhythm: back at once, before the next
reading says so.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Max, Q

from emptychair.accounts.access import Access
from emptychair.customers.models import Order, Person
from emptychair.customers.rules.away import Away, gone_since
from emptychair.customers.rules.batches import in_batches
from emptychair.kit.periods import local_day


def still_away(access: Access, away: Mapping[int, Collection[Away]], on: date) -> dict[int, Away]:
    """Of these people those who are gone on a day. Who counts as gone only by a rhythm and was seen
    or ordered since is not.
    """
    found = {pk: one for pk, spans in away.items() if (one := gone_since(spans, on))}
    quiet = sorted(pk for pk, one in found.items() if one.quietly)
    for pk, seen in _last_seen(access, quiet).items():
        if found[pk].left_on <= seen:
            del found[pk]
    return found


def _last_seen(access: Access, people: Sequence[int]) -> dict[int, date]:
    zone, found = access.workspace.zone, dict[int, date]()
    for some in in_batches(people):
        rows = Person.objects.visible_to(access).filter(pk__in=some)
        orders = Order.objects.visible_to(access).filter(person__in=some).order_by()
        bought = orders.values("person").annotate(last=Max("ordered_at"))
        for pk, moment in (
            *rows.filter(~Q(last_event_at=None)).values_list("pk", "last_event_at"),
            *bought.values_list("person", "last"),
        ):
            if moment is not None:
                day = local_day(moment, zone)
                found[pk] = max(day, found.get(pk, day))
    return found
