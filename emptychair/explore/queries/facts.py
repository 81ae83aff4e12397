"""What is known of the customers behind the answers: region, plan, their typed attributes, and the
tags of the answers themselves. Small tables, read once and again only when customers changed.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import RLock
from typing import Any, Literal

from django.db.models import Count, Max, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.customer_facts import CustomerFact, registered_customer_facts
from emptychair.customers.models import AttributeDefinition, Company, Contract, Person
from emptychair.explore.rules.bands_of_numbers import band_of, limits_of, round_edges, tokens_of
from emptychair.explore.types import UNKNOWN
from emptychair.explore.words import dimension_words
from emptychair.surveys.models import Response

KEPT = 64  # tables in this process
BETWEEN = "\x1f"  # the tags of one answer
YES = "yes"
Values = Mapping[int, str]
# A unit is a company, or a person below 0; "either" is known of the person, or else the company.
On = Literal["person_id", "company_id", "id", "unit", "either"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact by which answers are told apart: `read` gives its word for each key."""

    name: str
    words: str
    on: On
    read: Callable[[Access], Mapping[int, Any]]
    condition: Callable[[Access, str], Q]
    is_number: bool = False
    values: Callable[[Access], Sequence[tuple[str, str]]] | None = None  # in order, with words
    version: Callable[[Access], tuple[Any, ...]] | None = None  # else that of customers


@dataclass(frozen=True, slots=True)
class Known:
    """The words of a fact as they stand; `mark` is another after every change."""

    values: Values
    in_order: tuple[str, ...]
    mark: tuple[Any, ...]


def facts_of(access: Access) -> list[Fact]:
    """All facts of this workspace: its own attributes last."""
    rows = AttributeDefinition.objects.visible_to(access).exclude(kind="date")
    own = [_attribute(row) for row in rows.order_by("applies_to", "label")]
    return [
        Fact("region", dimension_words("region"), "person_id", _regions, _in_region),
        Fact("plan", dimension_words("plan"), "person_id", _plans, _on_plan),
        *own,
    ]


def registered_facts(access: Access, on: On) -> list[Fact]:
    """What domains above know of customers, where they know it of any and it may be read."""
    access.require(Permission.SCORE_READ)
    if not access.may(Permission.CUSTOMER_READ):
        return []
    known = (one for one in registered_customer_facts() if one.is_known(access))
    return [_registered(one, on) for one in known]


def _registered(one: CustomerFact, on: On) -> Fact:
    words = str(one.label)
    return Fact(one.name, words, on, one.read, _nobody, values=one.values, version=one.version)


def known_of(access: Access, fact: Fact) -> Known:
    """The words of a fact, from memory where no customer changed since."""
    mark = (access.workspace.pk, fact.name, fact.on, fact.is_number, *_state(access, fact))
    with _lock:
        if mark in _memory:
            _memory.move_to_end(mark)
            return _memory[mark]
    found = _known(fact, fact.read(access), mark)
    with _lock:
        _memory[mark] = found
        while len(_memory) > KEPT:
            _memory.popitem(last=False)
    return found


_memory: "OrderedDict[tuple[Any, ...], Known]" = OrderedDict()
_lock = RLock()


def _nobody(_access: Access, _token: str) -> Q:
    """Answers are not asked for by these."""
    return Q(pk__in=[])


def _known(fact: Fact, raw: Mapping[int, Any], mark: tuple[Any, ...]) -> Known:
    if fact.is_number:
        numbers = {key: float(one) for key, one in raw.items() if _is_number(one)}
        edges = round_edges(numbers.values())
        values = {key: band_of(one, edges) for key, one in numbers.items()}
        return Known(values, tuple(tokens_of(edges)), mark)
    values = {key: _word(one) for key, one in raw.items() if one not in {None, ""}}
    return Known(values, tuple(sorted(set(values.values()))), mark)


def _state(access: Access, fact: Fact) -> tuple[Any, ...]:
    """Changes whenever somebody is added, changed or gone."""
    if fact.version is not None:
        return fact.version(access)
    of: dict[On, tuple[type[Model], ...]] = {
        "person_id": (Person,),
        "company_id": (Company,),
        "id": (Response,),
        "unit": (Company, Person, Contract),
        "either": (Company, Person),
    }
    models = [*of[fact.on], *((Contract,) if fact.name == "plan" else ())]
    found: list[Any] = []
    for model in models:
        rows: QuerySet[Any] = QuerySet(model).filter(workspace=access.workspace)
        told = rows.aggregate(n=Count("pk"), latest=Max("changed_at"))
        found += [told["n"], told["latest"]]
    return tuple(found)


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return YES if value else "no"
    return str(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _regions(access: Access) -> Mapping[int, Any]:
    return dict(Person.objects.visible_to(access).values_list("pk", "region"))


def _in_region(_access: Access, token: str) -> Q:
    region = "" if token == UNKNOWN else token
    if region:
        return Q(person__region=region)
    return Q(person__isnull=True) | Q(person__region="")


def _plans(access: Access) -> Mapping[int, Any]:
    """The plan of the newest contract that runs, of the person or else of the company."""
    rows = Contract.objects.visible_to(access).filter(cancelled_on=None).exclude(plan="")
    of_person: dict[int, str] = {}
    of_company: dict[int, str] = {}
    for person, company, plan in rows.order_by("starts_on", "pk").values_list(
        "person_id", "company_id", "plan"
    ):
        if person:
            of_person[person] = plan
        if company:
            of_company[company] = plan
    people = Person.objects.visible_to(access).filter(company__in=list(of_company))
    inherited = {pk: of_company[company] for pk, company in people.values_list("pk", "company_id")}
    return inherited | of_person


def _on_plan(access: Access, token: str) -> Q:
    rows = Contract.objects.visible_to(access).filter(cancelled_on=None).exclude(plan="")
    newest = rows.order_by("-starts_on", "-pk").values("plan")
    own = Subquery(newest.filter(person=OuterRef("person_id"))[:1])
    theirs = Subquery(newest.filter(company=OuterRef("person__company_id"))[:1])
    plan: Any = Coalesce(own, theirs, Value(""))
    return Q(Exact(plan, "" if token == UNKNOWN else token))


def _attribute(row: AttributeDefinition) -> Fact:
    on: On = "company_id" if row.applies_to == "company" else "person_id"
    return Fact(
        f"{row.applies_to}.{row.key}",
        row.label,
        on,
        _reader(row),
        _condition(row),
        is_number=row.kind == "number",
    )


def _reader(row: AttributeDefinition) -> Callable[[Access], Mapping[int, Any]]:
    model: Any = Company if row.applies_to == "company" else Person
    column = f"attributes__{row.key}"

    def read(access: Access) -> Mapping[int, Any]:
        rows = model.objects.visible_to(access).filter(attributes__has_key=row.key)
        return dict(rows.values_list("pk", column))

    return read


def _condition(row: AttributeDefinition) -> Callable[[Access, str], Q]:
    owner = "company" if row.applies_to == "company" else "person"
    column, kind = f"{owner}__attributes__{row.key}", row.kind

    def condition(_access: Access, token: str) -> Q:
        if token == UNKNOWN:
            has = Q(**{f"{owner}__attributes__has_key": row.key})
            return Q(**{f"{owner}__isnull": True}) | ~has
        if kind == "number":
            return _between(column, token)
        value: Any = token == YES if kind == "switch" else token
        return Q(**{column: value})

    return condition


def _between(column: str, token: str) -> Q:
    try:
        low, high = limits_of(token)
    except ValueError:
        return Q(pk__in=[])
    found = Q()
    if low is not None:
        found &= Q(**{f"{column}__gte": low})
    if high is not None:
        found &= Q(**{f"{column}__lt": high})
    return found


def tags_fact(access: Access) -> Fact:
    """The tags of answers, those of one answer in one word."""
    access.require(Permission.SCORE_READ)
    return Fact("tag", dimension_words("tag"), "id", _tags, _tagged)


def _tags(access: Access) -> Mapping[int, Any]:
    rows = Response.objects.visible_to(access).counted().exclude(tags=[])
    return {
        pk: BETWEEN.join(sorted({str(one) for one in tags}))
        for pk, tags in rows.values_list("pk", "tags")
    }


def _tagged(access: Access, token: str) -> Q:
    tags = _tags(access)
    if token == UNKNOWN:
        return Q(tags=[])
    return Q(pk__in=[pk for pk, several in tags.items() if token in several.split(BETWEEN)])
