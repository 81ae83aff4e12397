"""Firms that began to sign up, some of which never got going. All of it made up, drawn from a seed
of its own, so that nothing else in the demo is another for it.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from emptychair.accounts.access import Access
from emptychair.customers.services.bulk import add_companies, add_events
from emptychair.demo.loading.brands import Brand
from emptychair.kit.periods import start_of_day
from emptychair.usage.rules.definitions import NOT_USE, FeatureRule, UseDefinition
from emptychair.usage.services.definitions import change_rules

SEED = 2_611
SIGNED_UP = "signed_up"
ACTIVATED = "activated"
FINISH = 0.55  # of those that signed up
LONGEST = 330  # days back: of each span that quiet loss looks at some lie before it
FIRST_WORDS = {
    "ja": ("朝霧", "若葉", "鈴の森", "白樺", "夕凪", "小鹿", "山吹", "星見", "水玉", "青葉"),
    "en": ("Ashlark", "Briarsea", "Coldfen", "Duskmere", "Elmhollow", "Fernbank", "Greywick",
           "Hawksdale", "Ivybrook", "Larkfield"),
}  # fmt: skip
LAST_WORDS = {
    "ja": ("工房", "商店", "印刷所", "歯科医院"),
    "en": ("Studio", "Stores", "Press", "Dental"),
}


def keep_signups_from_use(access: Access) -> None:
    """A sign-up is no use: whoever only signed up is on no list of those who use something."""
    change_rules(access, [FeatureRule(name, NOT_USE) for name in (SIGNED_UP, ACTIVATED)], core=())


def load_signups(access: Access, brand: Brand, today: date) -> None:
    """Forty firms with the event that begins a sign-up; those that finished have the other too."""
    names = _names(brand.language)
    numbers = [f"signup-{place}" for place in range(len(names))]
    add_companies(
        access,
        [
            {"external_id": number, "name": name, "language": brand.language}
            for number, name in zip(numbers, names, strict=True)
        ],
    )
    draw = Random(f"{SEED}:{brand.code}")
    events = [row for number in numbers for row in _events(access, number, draw, today)]
    add_events(access, sorted(events, key=lambda row: row["occurred_at"]))


def _names(language: str) -> list[str]:
    between, firsts = "" if language == "ja" else " ", FIRST_WORDS[language]
    return [between.join((one, two)) for two in LAST_WORDS[language] for one in firsts]


def _events(access: Access, number: str, draw: Random, today: date) -> list[dict[str, Any]]:
    begun = today - timedelta(days=draw.randrange(1, LONGEST))
    steps = [(SIGNED_UP, begun)]
    later = begun + timedelta(days=draw.randrange(UseDefinition().activation_days))
    if draw.random() < FINISH and later < today:
        steps.append((ACTIVATED, later))
    at = timedelta(hours=9 + draw.randrange(8), minutes=draw.randrange(60))
    return [
        {
            "message_id": f"{number}:{name}",
            "name": name,
            "occurred_at": start_of_day(day, access.workspace.zone) + at,
            "source": "demo",
            "company_external_id": number,
        }
        for name, day in steps
    ]
