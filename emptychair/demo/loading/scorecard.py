"""The scorecard of the made-up companies: figures from outside, owners, and the guard's warnings.

The planted campaign (`demo.campaign`) brings many leads while the chat keeps customers waiting; the
guard, looking at the start of each month, is to find it.
"""

import math
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from django.utils import translation

from emptychair.accounts.access import Access
from emptychair.accounts.queries import teams_of
from emptychair.demo.campaign import CAMPAIGN, LEADS_LIFT, in_campaign
from emptychair.demo.catalogue import KITCHEN
from emptychair.demo.loading.brands import Brand
from emptychair.demo.loading.renewals import count_months
from emptychair.demo.loading.services import Colleague, colleagues_of
from emptychair.kit.periods import local_day, month_of, months_later
from emptychair.metrics.services.sector import choose_sector
from emptychair.scorecard.kinds import KINDS, Kind
from emptychair.scorecard.services.guard import look_for_warnings
from emptychair.scorecard.services.outside import define_figure, enter_values
from emptychair.scorecard.services.rows import Wanted, set_row
from emptychair.scorecard.types import Definition, GivenValue

YEARS = 36  # months
LOOKS = 6  # months at whose start the guard looked
SECTOR = "net supermarkets"
# who answers for what: team and place among the colleagues
OWNED_BY = {
    "ja": {
        "share_of_voice": ("デジタルチーム", 3),
        "sentiment": ("デジタルチーム", 3),
        "leads": ("法人営業", 1),
        "pipeline": ("法人営業", 1),
        "nps": ("お客様の声チーム", 0),
        "csat": ("お客様サポート", 0),
    },
    "en": {
        "share_of_voice": ("Marketing", 2),
        "sentiment": ("Marketing", 2),
        "leads": ("Marketing", 2),
        "pipeline": ("Marketing", 1),
        "nps": ("Customer success", 3),
        "csat": ("Support", 0),
        "nrr": ("Customer success", 3),
    },
}
Draw = Callable[[Random, int], tuple[float, int | None, float | None]]  # back: value, n, error


def load_scorecard(access: Access, brand: Brand, now: datetime) -> None:
    """Three years of made-up figures, owners of the rows, and what the guard said since spring."""
    people = colleagues_of(access)
    today = local_day(now, access.workspace.zone)
    count_months(access, now)
    with translation.override(brand.language):
        for kind in KINDS:
            _load_figure(people[0], brand, kind, today)
    _own_rows(access, brand, people, today)
    if brand.code == KITCHEN:
        choose_sector(access, SECTOR)
    this = month_of(today).first
    for back in range(LOOKS - 1, -1, -1):
        day = min(months_later(this, -back) + timedelta(days=4), today)
        moment = min(datetime.combine(day, time(20, 41), tzinfo=UTC), now)
        look_for_warnings(access, today=day, now=moment)


def _load_figure(colleague: Colleague, brand: Brand, kind: Kind, today: date) -> None:
    team, _place = OWNED_BY[brand.language][kind.key]
    teams = {one.name: one.pk for one in teams_of(colleague.access)}
    figure, _new = define_figure(
        colleague.access,
        Definition(
            key=kind.key,
            name=str(kind.name),
            unit=kind.unit.value,
            group=kind.group.value,
            horizon=kind.horizon.value,
            combining=kind.combining.value,
            definition=str(kind.definition),
            source=str(kind.source),
            team_id=teams[team],
        ),
    )
    rng = Random(f"{brand.code} {kind.key}")
    this = month_of(today).first
    missing = 1 if kind.key == "pipeline" else 0  # its last month waits for somebody
    given = []
    for back in range(YEARS, 0, -1):
        value, n, error = _DRAWS[kind.key](rng, back)
        if back > missing:
            day = months_later(this, -back)
            given.append(GivenValue(grain="month", day=day, value=value, n=n, standard_error=error))
    enter_values(colleague.access, figure, given, today=today)


def _leads(rng: Random, back: int) -> tuple[float, int | None, float | None]:
    level = 240 + 1.5 * (YEARS - back)
    lift = LEADS_LIFT if in_campaign(back) else 1.0
    return float(round(level * lift * rng.gauss(1, 0.07))), None, None


def _pipeline(rng: Random, back: int) -> tuple[float, int | None, float | None]:
    level = 9_100_000 + 10_000 * (YEARS - back)
    return float(round(level * rng.gauss(1, 0.08), -4)), None, None


def _share_of_voice(rng: Random, back: int) -> tuple[float, int | None, float | None]:
    mentions = rng.randint(900, 1_400)
    share = 0.17 + 0.0012 * (YEARS - back) + rng.gauss(0, 0.008)
    error = 100 * math.sqrt(share * (1 - share) / mentions)
    return round(100 * share, 1), mentions, round(error, 2)


def _sentiment(rng: Random, back: int) -> tuple[float, int | None, float | None]:
    mentions = rng.randint(160, 260)
    level = 24 if back >= CAMPAIGN[1] else 12
    return round(rng.gauss(level, 4), 1), mentions, round(100 * math.sqrt(0.6 / mentions), 1)


_DRAWS: dict[str, Draw] = {
    "leads": _leads,
    "pipeline": _pipeline,
    "share_of_voice": _share_of_voice,
    "sentiment": _sentiment,
}


def _own_rows(access: Access, brand: Brand, people: list[Colleague], today: date) -> None:
    teams = {one.name: one.pk for one in teams_of(access)}
    for key, (team, place) in OWNED_BY[brand.language].items():
        aim = key == "share_of_voice"
        set_row(
            access,
            key,
            Wanted(
                owner_id=people[place].user.pk,
                team_id=teams[team],
                aim_value=25.0 if aim else None,
                aim_day=today + timedelta(days=200) if aim else None,
            ),
            today=today,
        )
