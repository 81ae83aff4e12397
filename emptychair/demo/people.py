"""Who the customers are. Person and firm number n are the same however many there are."""

from dataclasses import dataclass
from functools import lru_cache

from emptychair.demo.catalogue import GIFT, HOME, JAPAN, KITCHEN, MIX_MONTHS, PLANS, ROTA
from emptychair.demo.chance import Chance, running, stream
from emptychair.demo.days import BEFORE, Days
from emptychair.demo.lexicon import names
from emptychair.demo.opinion import TEMPERS

PERSON, FIRM, LIFE, USE, LINK = range(5)
STAYS, CANCELS, SILENT = "stays", "cancels", "silent"

BLOCK = 20  # people in a block: 8 of households, 6 of a gift firm, 6 of two software firms
_HOMES = 8
_KITCHEN_PEOPLE = 14
_FIRST_FIRM = (1, 2, 3, 4, 6, 6, 6)  # how many of the six software people are of the first firm
_KANTO = ("東京都", "神奈川県", "埼玉県", "千葉県")
_KITCHEN_REGIONS = (*_KANTO, "大阪府", "兵庫県", "京都府", "愛知県", "福岡県")
_KITCHEN_STEPS = running((38, 17, 9, 8, 10, 6, 4, 5, 3))
KANSAI = frozenset(("大阪府", "兵庫県", "京都府"))
_ROTA_REGIONS = ("North America", "Europe", "Asia-Pacific", JAPAN)
_ROTA_STEPS = running((40, 32, 12, 16))
_PLAN_STEPS = running((50, 35, 15))
_PLAN_YEARLY = {"Starter": (480, 1_200), "Team": (1_800, 7_200), "Business": (9_600, 54_000)}


@dataclass(frozen=True, slots=True)
class Firm:
    """A customer that is a company. Days count from the window's first day."""

    firm_id: str
    number: int
    brand: str
    name: str
    domain: str
    region: str
    language: str
    plan: str
    yearly: int  # dollars a year, 0 for a firm that buys gift vouchers
    seats: int
    joined: int
    fate: str
    last: int


@dataclass(frozen=True, slots=True)
class Person:
    """A customer who is a person. `last` is the last day on which this person may do anything."""

    person_id: str
    number: int
    brand: str
    name: str
    email: str
    language: str
    region: str
    segment: str
    audience: str
    firm: Firm | None
    joined: int
    fate: str
    last: int
    temper: int
    spend: float  # how much this person spends beside a usual one


@lru_cache(maxsize=64)
def firm_of(seed: int, days: Days, number: int) -> Firm:
    """The firm with this number: in each three, one buys gifts and two use the software."""
    chance = stream(seed, FIRM, number)
    is_gift = number % 3 == 0
    region = chance.weighted(_ROTA_REGIONS, _ROTA_STEPS)
    if is_gift:
        region = chance.weighted(_KITCHEN_REGIONS, _KITCHEN_STEPS)
    language = "ja" if is_gift or region == JAPAN else "en"
    plan = "" if is_gift else chance.weighted(PLANS, _PLAN_STEPS)
    low, high = _PLAN_YEARLY.get(plan, (0, 0))
    firm_id = f"C{number + 1:07d}"
    joined = _joined(chance, days, mature=0.5)
    fate, last = _fate(chance, days, joined, silent=0.0 if is_gift else 0.09)
    if is_gift:
        fate, last = STAYS, days.last
    return Firm(
        firm_id=firm_id,
        number=number,
        brand=KITCHEN if is_gift else ROTA,
        name=_firm_name(chance, language),
        domain=f"{firm_id.lower()}.example.{'jp' if language == 'ja' else 'com'}",
        region=region,
        language=language,
        plan=plan,
        yearly=10 * int((low + (high - low) * chance.uniform() ** 2) / 10),
        seats=chance.between(4, 12) * (1 + 3 * PLANS.index(plan)) if plan else 0,
        joined=joined,
        fate=fate,
        last=last,
    )


def person_at(seed: int, days: Days, number: int) -> Person:
    """The person with this number, counted from 0."""
    chance = stream(seed, PERSON, number)
    block, seat = divmod(number, BLOCK)
    if seat < _HOMES:
        return _household(chance, days, number)
    if seat < _KITCHEN_PEOPLE:
        buyer = seat == _HOMES or (seat == _HOMES + 1 and chance.yes(0.5))
        return _gift_person(chance, days, number, firm_of(seed, days, block * 3), buyer=buyer)
    split = _KITCHEN_PEOPLE + stream(seed, FIRM, -1 - block).pick(_FIRST_FIRM)
    firm = firm_of(seed, days, block * 3 + (1 if seat < split else 2))
    return _software_person(chance, number, firm)


def _household(chance: Chance, days: Days, number: int) -> Person:
    joined = _joined(chance, days, mature=0.55)
    fate, last = _fate(chance, days, joined, silent=0.11)
    name, mail = _japanese_name(chance)
    return Person(
        person_id=_person_id(number),
        number=number,
        brand=KITCHEN,
        name=name,
        email=f"{mail}{number + 1}@example.jp",
        language="ja",
        region=chance.weighted(_KITCHEN_REGIONS, _KITCHEN_STEPS),
        segment=HOME,
        audience="home",
        firm=None,
        joined=joined,
        fate=fate,
        last=last,
        temper=chance.pick(TEMPERS),
        spend=_spend(chance),
    )


def _gift_person(chance: Chance, days: Days, number: int, firm: Firm, *, buyer: bool) -> Person:
    if chance.yes(0.12):
        joined = -chance.between(1, 500)
    else:
        first, end = (days.first_of(month) for month in MIX_MONTHS)
        joined = chance.between(first, end - 1)
    fate, last = _fate(chance, days, joined, silent=0.08)
    name, mail = _japanese_name(chance)
    return Person(
        person_id=_person_id(number),
        number=number,
        brand=KITCHEN,
        name=name,
        email=f"{mail}{number + 1}@{firm.domain}",
        language="ja",
        region=firm.region,
        segment=GIFT,
        audience="buyer" if buyer else "recipient",
        firm=firm,
        joined=joined,
        fate=fate,
        last=last,
        temper=chance.pick(TEMPERS),
        spend=_spend(chance),
    )


def _software_person(chance: Chance, number: int, firm: Firm) -> Person:
    if firm.language == "ja":
        name, mail = _japanese_name(chance)
    else:
        given, family = chance.pick(names("en given")), chance.pick(names("en family"))
        name, mail = f"{given} {family}", f"{given}.{family}".lower()
    return Person(
        person_id=_person_id(number),
        number=number,
        brand=ROTA,
        name=name,
        email=f"{mail}{number + 1}@{firm.domain}",
        language=firm.language,
        region=firm.region,
        segment=firm.plan,
        audience="any",
        firm=firm,
        joined=firm.joined,
        fate=firm.fate,
        last=firm.last,
        temper=chance.pick(TEMPERS),
        spend=1.0,
    )


def _person_id(number: int) -> str:
    return f"P{number + 1:07d}"


def _japanese_name(chance: Chance) -> tuple[str, str]:
    """A name, and its mail form in Latin letters."""
    family, family_mail = chance.pick(names("ja family")).split(" ")
    given, given_mail = chance.pick(names("ja given")).split(" ")
    return f"{family} {given}", f"{family_mail}.{given_mail}"


def _firm_name(chance: Chance, language: str) -> str:
    first = chance.pick(names(f"{language} firm first"))
    last = chance.pick(names(f"{language} firm last"))
    return f"株式会社{first}{last}" if language == "ja" else f"{first} {last}"


def _joined(chance: Chance, days: Days, *, mature: float) -> int:
    """A day of joining: before the window for the share `mature`, else anywhere in it."""
    if chance.yes(mature):
        return -chance.between(1, BEFORE - 1)
    return chance.between(0, days.last - 20)


def _fate(chance: Chance, days: Days, joined: int, *, silent: float) -> tuple[str, int]:
    """How it ends, and the last day. A silent leaver has been away for 150 days at least."""
    draw = chance.uniform()
    first, end = max(joined, 0) + 60, days.last - 150
    if first >= end or draw >= silent + 0.08:
        return STAYS, days.last
    return (SILENT if draw < silent else CANCELS), chance.between(first, end)


def _spend(chance: Chance) -> float:
    return (0.7 + 0.6 * chance.uniform()) * (chance.pick((2.5, 3.5, 5.0)) if chance.yes(0.1) else 1)
