"""What is loaded, in which order; each step is told by name while it works."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from emptychair.accounts.access import Access
from emptychair.customers.services.leaving import read_leaving
from emptychair.demo.loading.alerts import load_alerts
from emptychair.demo.loading.answers import Ids, load_answers
from emptychair.demo.loading.brands import Brand
from emptychair.demo.loading.cases import load_cases
from emptychair.demo.loading.chat import load_chat
from emptychair.demo.loading.customers import load_customers
from emptychair.demo.loading.digests import load_digests
from emptychair.demo.loading.effects import load_effects
from emptychair.demo.loading.effort import load_effort
from emptychair.demo.loading.files import DemoFiles
from emptychair.demo.loading.fit import load_fit
from emptychair.demo.loading.groups import save_groups
from emptychair.demo.loading.initiatives import load_initiatives
from emptychair.demo.loading.onboarding import load_onboarding
from emptychair.demo.loading.outcomes import load_outcomes
from emptychair.demo.loading.plans import load_plans
from emptychair.demo.loading.playbooks import load_playbooks
from emptychair.demo.loading.programme import run_programme
from emptychair.demo.loading.proxies import load_proxies
from emptychair.demo.loading.renewals import load_renewals
from emptychair.demo.loading.saved_views import load_saved_views
from emptychair.demo.loading.scorecard import load_scorecard
from emptychair.demo.loading.signups import keep_signups_from_use, load_signups
from emptychair.demo.loading.silence import load_silence
from emptychair.demo.loading.small_things import add_special_days, ask_a_few
from emptychair.demo.loading.success import load_success
from emptychair.demo.loading.touch import load_touch
from emptychair.demo.loading.unheard import load_unheard
from emptychair.demo.loading.usage import load_usage


@dataclass(frozen=True, slots=True)
class Loading:
    """One made-up company on its way into the database."""

    access: Access
    brand: Brand
    files: DemoFiles
    now: datetime
    today: date
    places: dict[str, int]  # touchpoints by code


def _customers(one: Loading) -> None:
    people = load_customers(one.access, one.brand, one.files, one.today)
    save_groups(one.access, one.brand)
    load_answers(one.access, one.brand, one.files, Ids(people, one.places), one.now)
    load_chat(one.access, one.brand, one.places[one.brand.csat_at], one.now)


def _usage(one: Loading) -> None:
    keep_signups_from_use(one.access)
    load_usage(one.access, one.brand, one.files, one.now)


def _loop(one: Loading) -> None:
    load_cases(one.access, one.brand, one.files, one.now)
    load_initiatives(one.access, one.brand, one.files, one.places, one.now)
    load_effects(one.access, one.now)
    load_effort(one.access, one.brand, one.now)


def _mails(one: Loading) -> None:
    add_special_days(one.access, one.brand, one.now)
    ask_a_few(one.access, one.now)
    run_programme(one.access, one.brand, one.now)


def _scorecard(one: Loading) -> None:
    load_scorecard(one.access, one.brand, one.now)
    load_saved_views(one.access, one.brand)


def _alerts(one: Loading) -> None:
    load_alerts(one.access, one.now)
    load_digests(one.access, one.brand, one.now)
    read_leaving(one.access, now=one.now)


def _outcomes(one: Loading) -> None:
    load_plans(one.access, one.brand, one.now)
    load_outcomes(one.access, one.brand, one.now)
    load_proxies(one.access, one.brand, one.now)


def _touch(one: Loading) -> None:
    load_touch(one.access, one.brand, one.now)
    load_fit(one.access, one.brand, one.now)


def _renewals(one: Loading) -> None:
    load_renewals(one.access, one.brand, one.files, now=one.now)
    load_signups(one.access, one.brand, one.today)


def _silence(one: Loading) -> None:
    load_silence(one.access, one.brand, one.now)  # so late, since it reads all that was loaded


def _onboarding(one: Loading) -> None:
    load_onboarding(one.access, one.brand, one.now)


def _success(one: Loading) -> None:
    load_success(one.access, one.now)


def _playbooks(one: Loading) -> None:
    load_playbooks(one.access, one.brand, one.now)
    load_unheard(one.access, one.brand, one.now)


STEPS: Final[tuple[tuple[str, Callable[[Loading], None]], ...]] = (
    ("customers", _customers),
    ("usage", _usage),
    ("loop", _loop),
    ("mails", _mails),
    ("scorecard", _scorecard),
    ("alerts", _alerts),
    ("outcomes", _outcomes),
    ("touch", _touch),
    ("renewals", _renewals),
    ("silence", _silence),
    ("onboarding", _onboarding),
    ("success", _success),
    ("playbooks", _playbooks),
)
