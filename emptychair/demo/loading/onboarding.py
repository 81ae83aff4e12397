"""What the first value is at the made-up companies, and who is on the way to it."""

from datetime import datetime, timedelta

from emptychair.accounts.access import Access
from emptychair.demo.catalogue import KITCHEN
from emptychair.demo.loading.brands import Brand
from emptychair.kit.periods import local_day, months_later
from emptychair.onboarding.finding_types import Outcome
from emptychair.onboarding.services.definitions import define_first_value
from emptychair.onboarding.services.finding import find_moments
from emptychair.onboarding.services.reading import read_first_values
from emptychair.onboarding.types import Begins, Kind, Rule, Step, Terms, What

MONTHS_READ = 6


def load_onboarding(access: Access, brand: Brand, now: datetime) -> None:
    """A household buys again; a firm uses the product on ten days. Read, and searched."""
    kind = Kind.PERSON if brand.code == KITCHEN else Kind.COMPANY
    terms = _household() if brand.code == KITCHEN else _firm()
    define_first_value(access, kind=kind, segment="", terms=terms, reason="")
    today = local_day(now, access.workspace.zone)
    for back in range(MONTHS_READ, 0, -1):  # as the nights at the ends of months would have
        end = months_later(today, 1 - back)
        read_first_values(access, now=now, on=end - timedelta(days=1))
    read_first_values(access, now=now)
    outcome = Outcome.PAYS if brand.code == KITCHEN else Outcome.ACTIVE
    find_moments(access, kind=kind, outcome=outcome, now=now)


def _household() -> Terms:
    return Terms(
        words="2回目のご注文",
        rule=Rule(what=What.ORDER.value, count=2),
        begins=Begins.JOINED.value,
        steps=(Step("初めてのご注文", Rule(what=What.ORDER.value)),),
        target_days=90,
    )


def _firm() -> Terms:
    steps = (("First day of use", 1), ("Five days of use", 5))
    return Terms(
        words="Ten days of use",
        rule=Rule(what=What.USE.value, count=10),
        begins=Begins.CONTRACT.value,
        steps=tuple(Step(words, Rule(what=What.USE.value, count=n)) for words, n in steps),
        target_days=30,
    )
