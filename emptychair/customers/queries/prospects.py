"""Who is no customer yet: they only try, or signed up and did not get going.

The definition is that of who has left (decision 33): a trial is none of being a customer; a paid
contract, an order or a yearly value is. Of whom nothing is known that is not said: they may well be
customers.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Contract, ContractChange, CustomerEvent, Order
from emptychair.customers.revenue_meaning import meaning_in_force
from emptychair.customers.rules.signups import signup_events_of
from emptychair.customers.rules.trials import is_trial


def prospect_companies(access: Access) -> Q:
    """Rows of companies that are no customers yet."""
    return _prospects(access, "company")


def prospect_people(access: Access) -> Q:
    """The same of people by themselves."""
    return _prospects(access, "person")


def _prospects(access: Access, whose: str) -> Q:
    access.require(Permission.CUSTOMER_READ)
    theirs = {whose: OuterRef("pk")}
    contracts = Contract.objects.visible_to(access)
    free = Q(amount__lte=0) | Q(plan__in=_plans_of_trials(access))
    before = ContractChange.objects.visible_to(access)
    before = before.filter(~free, **{f"contract__{whose}": OuterRef("pk")})
    paid = Exists(contracts.filter(~free, **theirs)) | Exists(before)
    tries = Exists(contracts.filter(free, **theirs))
    bought = Exists(Order.objects.visible_to(access).filter(**theirs))
    begun, started = (_whom(access, whose, name) for name in _events(access))
    stopped = Q(joined_on=None) & Q(pk__in=begun) & ~Q(pk__in=started)
    worthless = Q(yearly_value=None) | Q(yearly_value__lte=0)
    return worthless & (Q(tries) | stopped) & ~Q(paid) & ~Q(bought)


def _events(access: Access) -> tuple[str, str]:
    return signup_events_of(access.workspace.settings)


def _whom(access: Access, whose: str, name: str) -> QuerySet[CustomerEvent, int | None]:
    """Whose event of this name there is; not one by one, since the index begins with the name."""
    rows = CustomerEvent.objects.visible_to(access).filter(name=name, **{f"{whose}__isnull": False})
    return rows.values_list(f"{whose}_id", flat=True)


def _plans_of_trials(access: Access) -> list[str]:
    words = meaning_in_force(access).trial_words
    plans = Contract.objects.visible_to(access).order_by().values_list("plan", flat=True)
    before = ContractChange.objects.visible_to(access).order_by().values_list("plan", flat=True)
    return sorted(one for one in {*plans.distinct(), *before.distinct()} if is_trial(1, one, words))
