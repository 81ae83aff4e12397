"""What the made-up customers want to reach: conversations, KPIs with a ledger, confirmations.

Openly made up: the numbers are drawn, the quotes are written for the demo.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from emptychair.accounts.access import Access
from emptychair.customers.queries.companies import companies_listed
from emptychair.demo.catalogue import KITCHEN
from emptychair.demo.loading.brands import Brand
from emptychair.demo.loading.outcome_words import QUOTES, TALES, Tale
from emptychair.demo.loading.services import Colleague, colleagues_of, customers_to_ask
from emptychair.kit.periods import local_day
from emptychair.outcomes.guide import DEPARTMENTS, Job
from emptychair.outcomes.queries.confirmations import language_of
from emptychair.outcomes.services.confirming import Answer, answer_confirmation, make_link
from emptychair.outcomes.services.interviews import Told, begin_interview, save_interview
from emptychair.outcomes.services.kpis import Agreed, agree_kpi
from emptychair.outcomes.services.readings import record_readings
from emptychair.outcomes.types import GivenReading

if TYPE_CHECKING:
    from emptychair.customers.models import Company, Person
    from emptychair.outcomes.models import Interview, Kpi

TALKS, WITH_KPI = 36, 24  # customers who were talked with; those with whom a number was agreed
MONTHS = 9
STARTS = {"up": (4.0, 12.0), "down": (24.0, 10.0)}  # start and target
IN_A_WEEK = {"worry": (2.0, 6.0), "family": (2.0, 8.0)}  # by job: a week has seven evenings
PERCENTS = {"up": (40.0, 60.0), "down": (24.0, 12.0)}


@dataclass(frozen=True, slots=True)
class Asked:
    """A customer of the demo, and who talked with them."""

    company: "Company | None"
    person: "Person | None"
    colleague: Colleague


def load_outcomes(access: Access, brand: Brand, now: datetime) -> None:
    """Conversations, KPIs and their ledgers; a few confirmed, one corrected, one waiting."""
    people = colleagues_of(access)
    writers = [one for one in people if one.access.rights >= access.rights] or people[:1]
    rng = Random(f"{brand.code} outcomes")
    kpis = []
    for number, asked in enumerate(_customers(access, brand, writers)):
        tale = rng.choice(TALES[brand.code])
        talk = _talk(asked, tale, rng, now, draft=number == 1)
        if number < WITH_KPI and number != 1:
            kpis.append((asked, _kpi(asked, tale, talk, rng, now)))
    for place, (asked, kpi) in enumerate(kpis[:8]):
        _confirm(asked, kpi, place, now)


def _customers(access: Access, brand: Brand, writers: list[Colleague]) -> list[Asked]:
    colleague = writers[0]
    if brand.code == KITCHEN:
        people = customers_to_ask(access, most=TALKS, skip=4)
        return [Asked(None, one, colleague) for one in people]
    companies = companies_listed(access, sort="value").filter(left_on=None)[:TALKS]
    return [Asked(one, None, colleague) for one in companies]


def _talk(asked: Asked, tale: Tale, rng: Random, now: datetime, *, draft: bool) -> "Interview":
    access = asked.colleague.access
    held = local_day(now, access.workspace.zone) - timedelta(days=rng.randint(20, 250))
    told = Told(
        department=tale.department,
        industry=tale.industry,
        job_code=f"{tale.department}.{tale.job}",
        job=tale.words,
        situation_codes=[rng.choice(tale.situations)],
        situation=tale.situation,
        alternative_codes=[rng.choice(("nothing", "own", "rival", "person"))],
        alternatives=tale.alternatives,
        hired=tale.hired,
        fired=tale.fired,
        push=tale.push,
        pull=tale.pull,
        habit=tale.habit,
        anxiety=tale.anxiety,
        quotes=[rng.choice(QUOTES[tale.department])],
    )
    row = begin_interview(access, told, company=asked.company, person=asked.person, held_on=held)
    return row if draft else save_interview(access, row, told, done=True, now=now)


def _kpi(asked: Asked, tale: Tale, talk: "Interview", rng: Random, now: datetime) -> "Kpi":
    access = asked.colleague.access
    job = next(one for one in DEPARTMENTS[tale.department].jobs if one.code == tale.job)
    today = local_day(now, access.workspace.zone)
    begun = today - timedelta(days=30 * MONTHS)
    usual = (PERCENTS if str(job.unit) == "%" else STARTS)[job.direction]
    start, target = IN_A_WEEK.get(job.code, usual)
    agreed = Agreed(
        **_terms(job, start, target, begun),
        customer_owner_id=_owner_id(asked),
        owner_id=asked.colleague.user.pk,
        cadence_days=30,
        **_proxy(tale, rng),
        **_worth(tale),
    )
    kpi, _new = agree_kpi(
        access, agreed, company=asked.company, person=asked.person, interview=talk,
        now=now - timedelta(days=30 * MONTHS),
    )  # fmt: skip
    for given in _readings(rng, start, target, begun, today):
        moment = now - timedelta(days=(today - given.day).days)
        record_readings(access, kpi, [given], now=moment)
    return kpi


def _terms(job: Job, start: float, target: float, begun: date) -> dict[str, Any]:
    return {
        "name": str(job.kpi),
        "unit": str(job.unit),
        "direction": job.direction,
        "start_value": start,
        "start_on": begun,
        "target_value": target,
        "target_on": begun + timedelta(days=365),
    }


def _owner_id(asked: Asked) -> int | None:
    if asked.company is None:
        return asked.person.pk if asked.person else None
    first = asked.company.people.filter(merged_into=None, left_on=None).order_by("pk").first()
    return first.pk if first else None


def _proxy(tale: Tale, rng: Random) -> dict[str, Any]:
    if not tale.reasoning or rng.random() > 0.3:
        return {}
    return {"source": "proxy", "proxy_measure": "accesses", "reasoning": tale.reasoning}


def _worth(tale: Tale) -> dict[str, Any]:
    if not tale.formula:
        return {}
    return {"formula": tale.formula, "formula_inputs": list(tale.inputs)}


def _readings(
    rng: Random, start: float, target: float, begun: date, today: date
) -> list[GivenReading]:
    """A month each, at a pace of its own; some stopped telling us."""
    pace, stops = rng.uniform(0.2, 1.3), rng.choice((0, 0, 0, 2))
    found = []
    for month in range(MONTHS + 1 - stops):
        done = pace * month / 12
        value = start + (target - start) * done + abs(target - start) * rng.gauss(0, 0.05)
        day = min(today, begun + timedelta(days=30 * month))
        found.append(GivenReading(value=max(0.0, round(value, 1)), day=day))
    return found


def _confirm(asked: Asked, kpi: "Kpi", place: int, now: datetime) -> None:
    access = asked.colleague.access
    kpi.refresh_from_db()
    person = kpi.customer_owner
    if person is None or kpi.current_value is None:
        return
    language = language_of(access, person)
    row, _new = make_link(access, kpi, person, language=language, now=now - timedelta(days=3))
    if place == 0:
        return  # waits for the customer
    value = round(kpi.current_value * 0.8, 1) if place == 1 else None
    visitor = Access.respondent(access.workspace, f"KPI link {row.pk}")
    answer = Answer(name=person.name or "–", value=value)
    answer_confirmation(visitor, row, answer, now=now - timedelta(days=1))
