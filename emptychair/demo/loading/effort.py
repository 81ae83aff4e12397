"""Hours of the last two months: what the made-up colleagues noted."""

from datetime import datetime, timedelta
from random import Random

from emptychair.accounts.access import Access
from emptychair.demo.loading.brands import Brand
from emptychair.demo.loading.services import colleagues_of
from emptychair.loop.services.effort import log_effort

DAYS = 55
# kind, how likely on a working day, minutes
HABITS = (("counting", 0.16, (15, 30)), ("planning", 0.14, (15, 30, 60)), ("doing", 0.5, (30, 60)))


def load_effort(access: Access, brand: Brand, now: datetime) -> None:
    """What each colleague noted on working days, by a seeded draw."""
    today = now.astimezone(access.workspace.zone).date()
    for colleague in colleagues_of(access):
        rng = Random(f"{brand.code} {colleague.user}")
        for back in range(DAYS):
            day = today - timedelta(days=back)
            if day.weekday() > 4:
                continue
            for kind, likely, minutes in HABITS:
                if rng.random() < likely:
                    log_effort(
                        colleague.access, kind=kind, minutes=rng.choice(minutes), spent_on=day
                    )
