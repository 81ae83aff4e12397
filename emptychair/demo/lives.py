"""What happens to one person in the window: meetings, orders, questions asked, answers, replies."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from emptychair.demo.catalogue import (
    GIFT,
    JAPAN,
    KITCHEN,
    PLACES,
    STEPS,
    expected_nps,
    is_later,
)
from emptychair.demo.chance import Chance, stream
from emptychair.demo.comments import Comment, Situation, compose
from emptychair.demo.days import Days
from emptychair.demo.lexicon import voice
from emptychair.demo.opinion import draw_score
from emptychair.demo.people import CANCELS, KANSAI, LIFE, SILENT, STAYS, Person

WAVE_MONTHS = (5, 11, 17, 23, 29, 34)
LEAVING_DAYS = 200  # before the last day of a household that leaves
LEAVING_DROP = 0.9  # by so much lower it answers then; at the software company nobody does
LOWEST = -0.95
_NEW = 150  # days after which nobody is being shown round any more
_REST = 14  # days between two invitations of one person
_CHANNELS = ("email", "email", "email", "web", "qr")
_ANSWERS = {"home": 0.32, "recipient": 0.29, "buyer": 0.36, "any": 0.30}
_WAVE_ANSWERS = 0.23
_GAP = {"home": 46.0, "recipient": 62.0, "buyer": 55.0, "any": 68.0}
_COMMENTS = {"bad": 0.55, "even": 0.33, "good": 0.44}
_VISITS = ("家庭料理コース", "作り置きコース", "お祝いコース", "離乳食つきコース")
NOTHING = Comment("")


class Meeting(NamedTuple):
    day: int
    touchpoint: str


class Order(NamedTuple):
    day: int
    item: str
    amount: int


class Answer(NamedTuple):
    day: int
    score: int
    comment: Comment
    level: float  # the NPS expected of this cell, as a share


class Invitation(NamedTuple):
    day: int
    minute: int
    touchpoint: str
    channel: str
    reminded: int | None
    answer: Answer | None
    yearly: int | None  # what the customer spent in the year before, None when not known


@dataclass(slots=True)
class Life:
    meetings: list[Meeting]
    orders: list[Order]
    invitations: list[Invitation]
    last_activity: int


def live(seed: int, days: Days, person: Person) -> Life:
    """The three years of one person."""
    chance = stream(seed, LIFE, person.number)
    life = Life([], [], [], person.joined)
    last_asked = -_REST
    for day, touchpoint in _encounters(chance, days, person):
        is_wave = touchpoint == "overall"
        if not is_wave:
            life.meetings.append(Meeting(day, touchpoint))
            life.last_activity = max(life.last_activity, day)
            _order(chance, person, touchpoint, day, life)
        if day - last_asked >= _REST and (is_wave or chance.yes(0.72)):
            last_asked = day
            life.invitations.append(_ask(chance, days, person, touchpoint, day, life))
    return life


def _encounters(chance: Chance, days: Days, person: Person) -> Iterator[tuple[int, str]]:
    """Days on which person and company meet, and the half-yearly question to everybody, in order.

    The question still goes to those who left silently: nobody knows yet that they left.
    """
    gap, places, steps = _GAP[person.audience], PLACES[person.audience], STEPS[person.audience]
    asked_until = person.last if person.fate == CANCELS else days.last
    waves = [days.first_of(month) + chance.below(5) for month in WAVE_MONTHS]
    waves = [day for day in waves if max(person.joined + 30, 0) <= day <= asked_until]
    day = max(person.joined, 0) + int(chance.wait(gap))
    while day <= person.last:
        while waves and waves[0] < day:
            yield waves.pop(0), "overall"
        touchpoint = chance.weighted(places, steps)
        if touchpoint == "onboarding" and day > person.joined + _NEW:
            touchpoint = "product"
        yield day, touchpoint
        day += 6 + int(chance.wait(gap))
    for wave in waves:
        yield wave, "overall"


def _order(chance: Chance, person: Person, touchpoint: str, day: int, life: Life) -> None:
    if touchpoint == "gift_order":
        pieces = 10 * chance.between(1, 12)
        life.orders.append(Order(day, f"ギフト券 {pieces}枚", round(pieces * 8_800 * person.spend)))
    elif touchpoint in {"booking", "cooking", "cleanup"} and person.audience == "home":
        amount = round((9_800 + 600 * chance.below(12)) * person.spend, -2)
        life.orders.append(Order(day, chance.pick(_VISITS), int(amount)))
    elif touchpoint in {"booking", "cooking", "cleanup"} and person.segment == GIFT:
        life.orders.append(Order(day, "ギフト券のご利用", 0))


def _ask(
    chance: Chance, days: Days, person: Person, touchpoint: str, day: int, life: Life
) -> Invitation:
    share = _WAVE_ANSWERS if touchpoint == "overall" else _ANSWERS[person.audience]
    answers, promptly = chance.yes(share), chance.yes(0.68)
    minute = chance.between(9 * 60, 20 * 60)
    reminded = day + 7 if not (answers and promptly) and chance.yes(0.8) else None
    answer = None
    if answers:
        answered = day + (
            chance.below(5) if promptly or reminded is None else chance.between(7, 10)
        )
        if answered <= person.last:
            answer = _answer(chance, days, person, touchpoint, answered)
            life.last_activity = max(life.last_activity, answered)
    if reminded is not None and reminded > days.last:
        reminded = None
    channel = chance.pick(_CHANNELS)
    yearly = _yearly(person, life.orders, day)
    return Invitation(day, minute, touchpoint, channel, reminded, answer, yearly)


def _answer(chance: Chance, days: Days, person: Person, touchpoint: str, day: int) -> Answer:
    month = days.month(day)
    place = JAPAN if person.language == "ja" else "elsewhere"
    level = expected_nps(person.brand, touchpoint, month, segment=person.segment, place=place)
    level = max(LOWEST, level - LEAVING_DROP) if _about_to_leave(person, day) else level
    score = draw_score(chance, level, person.language, person.temper)
    mood = "good" if score >= 9 else "even" if score >= 7 else "bad"
    if not chance.yes(_COMMENTS[mood]):
        return Answer(day, score, NOTHING, level)
    situation = Situation(
        touchpoint=touchpoint,
        audience=person.audience,
        score=score,
        month=days.month_of_year(day),
        later=is_later(person.brand, touchpoint, month),
        kansai=person.region in KANSAI,
    )
    words = compose(chance, voice(person.brand, person.language), situation)
    return Answer(day, score, words, level)


def _yearly(person: Person, orders: list[Order], day: int) -> int | None:
    """Yen of orders in the 365 days before, or the firm's dollars a year; None for gift guests."""
    if person.brand != KITCHEN:
        return person.firm.yearly if person.firm else None
    if person.audience == "recipient":
        return None
    return sum(order.amount for order in orders if order.day > day - 365)


def _about_to_leave(person: Person, day: int) -> bool:
    """Households answer lower before they leave: the link with money that is to be found."""
    return person.audience == "home" and person.fate != STAYS and person.last - day < LEAVING_DAYS


def left_silently(person: Person) -> bool:
    """Whether this person stopped without a word."""
    return person.fate == SILENT
