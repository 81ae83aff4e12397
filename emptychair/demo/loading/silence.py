"""Who is silent at the made-up companies, whom somebody called, and a change of prices."""

from datetime import datetime, timedelta

from emptychair.accounts.access import Access
from emptychair.demo.catalogue import KITCHEN
from emptychair.demo.loading.brands import Brand
from emptychair.kit.periods import local_day
from emptychair.loop.services.changing import close_case
from emptychair.loop.types import Outcome
from emptychair.silence.queries.readings import Wanted, silent_customers
from emptychair.silence.services.acting import contact_silent, explain_silence, snooze_silence
from emptychair.silence.services.prices import note_price_change
from emptychair.silence.services.reading import read_silence
from emptychair.silence.services.settings import Wanted as Settings
from emptychair.silence.services.settings import change_settings

BEFORE, MONTH = timedelta(days=100), timedelta(days=30)
CALLED = 8
PRICES = {"ja": "月額コースの値上げ（6%）", "en": "Plans 6% dearer"}
NOTES = {
    "ja": "お引越しで間が空いたとのこと。来月から再開のご予定。",
    "en": "Between two projects; they mean to start again next month.",
}
PAUSES = {"ja": "ご出産でお休み", "en": "Closed for the season"}


def load_silence(access: Access, brand: Brand, now: datetime) -> None:
    """A reading of three months ago with a few calls, one of a month ago, and one of today."""
    earlier, language = now - BEFORE, "ja" if brand.code == KITCHEN else "en"
    change_settings(access, Settings(contacts_a_week=10, held_out=0.1))
    today = local_day(now, access.workspace.zone)
    read_silence(access, now=earlier, on=today - BEFORE)
    rows = silent_customers(access, Wanted(show="all"), today=today - BEFORE)[0:CALLED]
    for number, one in enumerate(rows):
        reached = number % 3 != 0
        case = contact_silent(
            access,
            (one.kind, one.id),
            now=earlier,
            note=NOTES[language] if reached else "",
            reached=reached,
        )
        outcome = Outcome.SOLVED if reached else Outcome.UNREACHED
        close_case(access, case, outcome=outcome, root_cause="", now=earlier + timedelta(days=2))
    note_price_change(
        access, changed_on=today - timedelta(days=130), words=PRICES[language], percent=6
    )
    read_silence(access, now=now - MONTH, on=today - MONTH)
    read_silence(access, now=now, on=today)
    _remember(access, language, now)


def _remember(access: Access, language: str, now: datetime) -> None:
    """One whose pause is known, and one who was put off."""
    today = local_day(now, access.workspace.zone)
    rows = silent_customers(access, Wanted(sort="value"), today=today)[0:6]
    if len(rows) < 5:
        return
    month = timedelta(days=30)
    explain_silence(
        access,
        (rows[3].kind, rows[3].id),
        until=today + 2 * month,
        reason=PAUSES[language],
        now=now,
    )
    snooze_silence(access, (rows[4].kind, rows[4].id), until=today + month, now=now)
