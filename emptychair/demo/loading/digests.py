"""Regular reports of the made-up companies: the board's every month, a team's every week."""

from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.queries import teams_of
from emptychair.demo.loading.brands import Brand
from emptychair.demo.loading.services import colleagues_of
from emptychair.digests.services.digests import save_digest
from emptychair.digests.services.walls import create_wall
from emptychair.digests.types import Audience, Cadence, Form, Settings

WORDS = {
    "ja": ("取締役会への月次レポート", "%sの週報", "玄関の画面"),
    "en": ("Monthly report to the board", "The week of %s", "Screen at the entrance"),
}


def load_digests(access: Access, brand: Brand, now: datetime) -> None:
    """Set up, and not made yet: the job makes them, and a visitor can look at them before."""
    board, week, wall = WORDS[brand.language]
    people = tuple(one.user.pk for one in colleagues_of(access))[:3]
    every = tuple(Form.values)
    plain = Settings(name=board, forms=every, language=brand.language, members=people, day=3)
    save_digest(access, plain, now=now)
    teams = teams_of(access)
    if teams:
        of_team = Settings(
            name=week % teams[0].name, audience=Audience.TEAM.value, team_id=teams[0].pk,
            cadence=Cadence.WEEK.value, day=0, forms=every[:1], language=brand.language,
            members=people[:1],
        )  # fmt: skip
        save_digest(access, of_team, now=now)
    create_wall(access, label=wall, language=brand.language, shows_voices=True)
