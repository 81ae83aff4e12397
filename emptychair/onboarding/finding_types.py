"""What the finder looks for and hands out."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

COUNTS = (1, 2, 3, 5, 10)
WINDOWS = (1, 3, 7, 14, 30)
LANDMARK = max(WINDOWS)  # everybody is compared who was still there on this day


class Outcome(TextChoices):
    """What a good moment should go along with."""

    STAYS = "stays", _("still a customer")
    ACTIVE = "active", _("still active")
    PAYS = "pays", _("bought again or pays")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody did `name` at least `count` times in the first `days` days."""

    name: str
    count: int
    days: int


@dataclass(frozen=True, slots=True)
class Split:
    """Of those who did and of those who did not, how many there were and how many it went well."""

    did: int
    did_well: int
    others: int
    others_well: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One candidate: chosen on earlier sign-ups, shown on later ones. Shares from 0 to 1.

    `holds` where the later ones say it too, after correcting for how many are shown.
    """

    candidate: Candidate
    earlier: Split
    later: Split
    share_did: tuple[float, float, float]
    share_others: tuple[float, float, float]
    gap: tuple[float, float, float]
    q_earlier: float
    q_later: float
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A whole search. Without `moments` and with `refused` there were too few to say anything."""

    tried: int
    earlier: int
    later: int
    base: tuple[float, float, float]
    moments: tuple[Moment, ...]
    refused: str = ""
