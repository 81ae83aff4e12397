"""Playbooks of the made-up companies: three at work for some months, others as drafts."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import translation

from emptychair.accounts.access import Access
from emptychair.automation.services.authoring import create_playbook, go_live
from emptychair.automation.services.looking import skip_until
from emptychair.automation.services.running import advance_run, due_runs
from emptychair.automation.services.starting import begin_runs
from emptychair.automation.starters import STARTERS
from emptychair.automation.triggers import Window, trigger_named
from emptychair.demo.loading.brands import Brand
from emptychair.kit.errors import ProductError

if TYPE_CHECKING:
    from emptychair.automation.models import Playbook

LIVE = ("after_complaint", "silent", "win_back")
DRAFTS = ("welcome", "renewal")
BEFORE = timedelta(days=60)
STEP = timedelta(days=6)
MOST = 20
NAMES = {"ja": "デモ", "en": "The demo"}
REASONS = {
    "ja": "少人数で試して、効果を確かめるため。",
    "en": "To try it with few customers and see what it does.",
}


def load_playbooks(access: Access, brand: Brand, now: datetime) -> None:
    """Let them act on what happened in the last two months."""
    with translation.override(brand.language):
        for key in (*LIVE, *DRAFTS):
            starter = STARTERS[key]
            row = create_playbook(
                access,
                name=str(starter.name),
                purpose=str(starter.purpose),
                definition=starter.definition(),
                starter=key,
            )
            if key in LIVE:
                _act(access, row, brand, now)


def _act(access: Access, row: "Playbook", brand: Brand, now: datetime) -> None:
    began, language = now - BEFORE, brand.language
    try:
        row = go_live(access, row, now=began, name=NAMES[language], reason=REASONS[language])
    except ProductError:
        return  # a trigger that this company has nothing for stays a draft
    definition = STARTERS[row.starter].definition()
    trigger = trigger_named(definition.trigger)
    if trigger is None or trigger.moments is None:
        return
    given = trigger.parameters_of(definition.parameters)
    found = trigger.moments(access, given, Window(began, now, most=MOST))
    for one in sorted(found, key=lambda one: (one.happened_at, one.key)):
        for run_id in begin_runs(access, row.pk, [one], now=one.happened_at).runs:
            advance_run(access, run_id, now=one.happened_at)
    moment = began
    while moment <= now:
        for run_id in due_runs(access, now=moment, playbook_id=row.pk):
            advance_run(access, run_id, now=moment)
        moment += STEP
    skip_until(access, row, now=now + timedelta(hours=1))
