from dataclasses import dataclass

from emptychair.demo.chance import stream
from emptychair.demo.days import Days
from emptychair.demo.people import LINK, SILENT, Person, person_at

_SHARE = 0.4
_TRIES = 4
_NEARBY = 400


@dataclass(frozen=True, slots=True)
class Referral:
    referrer: Person
    referred: Person
    day: int


def referrer_of(seed: int, days: Days, referred: Person) -> Referral | None:
    """Who brought this person, if anybody: an earlier customer of the same company, still there.

    Referrers have lower numbers, so nobody recommends in a circle, and each is made again from its
    number, so nothing need be remembered.
    """
    chance = stream(seed, LINK, 2 * referred.number + 1)
    if referred.joined < 20 or referred.audience == "recipient" or not chance.yes(_SHARE):
        return None
    day = referred.joined - chance.between(1, 10)
    for _ in range(_TRIES):
        number = referred.number - 1 - chance.below(_NEARBY)
        if number < 0:
            continue
        referrer = person_at(seed, days, number)
        fits = referrer.brand == referred.brand and referrer.temper >= 0
        if fits and referrer.fate != SILENT and referrer.joined < day <= referrer.last:
            return Referral(referrer, referred, day)
    return None
