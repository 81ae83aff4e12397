"""What the made-up companies did about it: cases, initiatives, effort, and a few mails out now."""

from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.demo.loading.alerts import load_alerts
from emptychair.demo.loading.brands import Brand
from emptychair.demo.loading.cases import load_cases
from emptychair.demo.loading.digests import load_digests
from emptychair.demo.loading.effects import load_effects
from emptychair.demo.loading.effort import load_effort
from emptychair.demo.loading.files import DemoFiles
from emptychair.demo.loading.initiatives import load_initiatives
from emptychair.demo.loading.programme import run_programme
from emptychair.demo.loading.saved_views import load_saved_views
from emptychair.demo.loading.scorecard import load_scorecard
from emptychair.demo.loading.small_things import add_special_days, ask_a_few


def load_acting(
    access: Access, brand: Brand, files: DemoFiles, places: dict[str, int], now: datetime
) -> None:
    """Everything that colleagues did, and what waits for somebody today."""
    load_cases(access, brand, files, now)
    load_initiatives(access, brand, files, places, now)
    load_effects(access, now)
    load_effort(access, brand, now)
    add_special_days(access, brand, now)
    ask_a_few(access, now)
    run_programme(access, brand, now)
    load_scorecard(access, brand, now)
    load_saved_views(access, brand)
    load_alerts(access, now)
    load_digests(access, brand, now)
