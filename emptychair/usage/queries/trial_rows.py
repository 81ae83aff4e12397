"""The trials behind a number, each with whoever tries and whoever looks after them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, IntegerField, Q, Value

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, Person
from emptychair.kit.masking import mask_name
from emptychair.kit.periods import months_later
from emptychair.usage.models import CompanyUse, PersonUse
from emptychair.usage.queries.kept_trials import DAYS, trials_are_kept
from emptychair.usage.queries.trials import Trial, trials_asof
from emptychair.usage.types import TrialState

_Known = tuple[dict[int, Company], dict[int, Person], dict[int, CompanyUse]]


@dataclass(frozen=True, slots=True)
class TrialRow:
    """A trial with who tries, and whether anything is used."""

    kind: str  # "company" or "person"
    id: int
    name: str
    begun_on: date
    ends_on: date
    days_left: int
    active_days: int | None
    users: int | None
    state: TrialState
    paid_on: date | None = None
    owner: str = ""


def trials_behind(
    access: Access, on: date, *, month: date | None = None, state: TrialState | None = None
) -> "list[Trial] | KeptTrialList":
    """Those that the counts of a month, or of all, are made of; the newest first."""
    access.require(Permission.CUSTOMER_READ)
    if trials_are_kept(access):
        return KeptTrialList(access, _wanted(on, month, state))
    found = [
        one
        for one in trials_asof(access, on)
        if (month is None or one.begun_on.replace(day=1) == month)
        and (state is None or one.state(on) == state)
    ]
    order = sorted(found, key=lambda one: (one.company_id or 0, one.person_id or 0))
    return sorted(order, key=lambda one: one.begun_on, reverse=True)


class KeptTrialList:
    """The same out of what the last reading kept: chosen and put in order by the database, and
    read for the part that is asked for.
    """

    def __init__(self, access: Access, wanted: Q) -> None:
        self._people = PersonUse.objects.visible_to(access).filter(wanted).order_by()
        self._companies = CompanyUse.objects.visible_to(access).filter(wanted).order_by()

    def __len__(self) -> int:
        return self._people.count() + self._companies.count()

    def __getitem__(self, part: slice) -> list[Trial]:
        nobody = Value(0, IntegerField())
        people = self._people.annotate(one=F("person_id"), firm=nobody)
        companies = self._companies.annotate(one=nobody, firm=F("company_id"))
        columns = ("one", "firm", *DAYS)
        named = people.values_list(*columns).union(companies.values_list(*columns), all=True)
        rows = named.order_by("-trial_begun_on", "firm", "one")[part]
        return [Trial(person or None, company or None, *days) for person, company, *days in rows]


def _wanted(on: date, month: date | None, state: TrialState | None) -> Q:
    """Kept trials of a month, in a state as `Trial.state` tells it."""
    wanted = Q(trial__in=TrialState.values, trial_begun_on__isnull=False)
    if month is not None:
        wanted &= Q(trial_begun_on__gte=month, trial_begun_on__lt=months_later(month, 1))
    paid = Q(trial_paid_on__isnull=False, trial_paid_on__lte=on)
    if state == TrialState.PAID:
        return wanted & paid
    if state is not None:
        over = Q(trial_ends_on__lt=on)
        wanted &= (Q(trial_paid_on=None) | Q(trial_paid_on__gt=on)) & (
            over if state == TrialState.ENDED else ~over
        )
    return wanted


def trial_rows(access: Access, some: Sequence[Trial], on: date) -> tuple[TrialRow, ...]:
    """With names as this access may see them; a few questions, however many they are."""
    access.require(Permission.CUSTOMER_READ)
    rows = Company.objects.visible_to(access).select_related("owner")
    companies = rows.in_bulk([one.company_id for one in some if one.company_id])
    someone = Person.objects.visible_to(access).select_related("owner")
    people = someone.in_bulk([one.person_id for one in some if one.person_id])
    use = {
        row.company_id: row
        for row in CompanyUse.objects.visible_to(access).filter(company__in=list(companies))
    }
    return tuple(
        _row(access, trial, on, (companies, people, use))
        for trial in some
        if trial.company_id in companies or trial.person_id in people
    )


def _row(access: Access, trial: Trial, on: date, known: _Known) -> TrialRow:
    companies, people, use = known
    reading = use.get(trial.company_id or 0)
    if trial.company_id:
        company = companies[trial.company_id]
        kind, name, owner = "company", company.name, company.owner
    else:
        person = people[trial.person_id or 0]
        shown = access.may_see_names
        name = person.name if shown else mask_name(person.name, person.language)
        kind, name, owner = "person", name or "–", person.owner
    return TrialRow(
        kind=kind,
        id=trial.company_id or trial.person_id or 0,
        name=name,
        begun_on=trial.begun_on,
        ends_on=trial.ends_on,
        days_left=(trial.ends_on - on).days,
        active_days=reading.active_days if reading and reading.last_day else None,
        users=reading.users if reading and reading.last_day else None,
        state=trial.state(on),
        paid_on=trial.paid_on,
        owner=str(owner or ""),
    )
