"""The programme of the made-up companies: seats, tasks done and to be done, targets."""

from datetime import datetime, timedelta

from emptychair.accounts.access import Access
from emptychair.demo.loading.brands import Brand
from emptychair.demo.loading.services import colleagues_of, open_programme_tasks
from emptychair.kit.periods import Period, local_day
from emptychair.metrics.queries.scores import score_of
from emptychair.metrics.rules.scoring import RANGES
from emptychair.metrics.services.targets import Wish, set_target
from emptychair.programme.queries.exceptions import exceptions_now
from emptychair.programme.services.escalations import raise_escalation
from emptychair.programme.services.seats import fill_seats
from emptychair.programme.services.tasks import call_task, finish_task, make_tasks, tick_steps

WEEKS_BEFORE = 6
WORDS = {
    "ja": {
        "executive": "木森 遥",
        "title": "代表取締役",
        "note": "三名の方にお電話し、二件を改善に結びつけました。",
        "why": "先期に届かなかった値のまま、幅を見て決めました。",
        "matter": "訪問の枠を30分広げる費用",
        "needs": "後片付けの時間を戻すには、月に約40時間分の人件費が要ります。"
        "どのチームの予算にも収まりません。",
    },
    "en": {
        "executive": "",
        "title": "",
        "note": "Three customers called, two matters put to initiatives.",
        "why": "The same value as last quarter, chosen with an eye on the interval.",
        "matter": "Who pays for invoices a week earlier",
        "needs": "Finance and product both say that it is not theirs. It takes two weeks of work.",
    },
}


def run_programme(access: Access, brand: Brand, now: datetime) -> None:
    """Six weeks of routine work behind us, two ahead, and a target that noise may hide."""
    words, people = WORDS[brand.language], colleagues_of(access)
    today = local_day(now, access.workspace.zone)
    officer = people[0]
    fill_seats(
        access,
        officer_id=officer.user.pk,
        executive_id=None,
        executive_name=words["executive"],
        executive_title=words["title"],
        executive_is_head=bool(words["executive"]),
    )
    for weeks in range(WEEKS_BEFORE, 0, -2):
        make_tasks(access, today=today - timedelta(weeks=weeks))
    for task, steps in open_programme_tasks(access, before=today - timedelta(days=3)):
        tick_steps(officer.access, task, ticked=range(steps), note=words["note"])
        finish_task(officer.access, task, now=now - (today - task.due_on))
    make_tasks(access, today=today)
    for found in exceptions_now(access, today=today):
        call_task(access, found, today=today)
    _set_targets(access, words["why"], now, officer.user.pk)
    raise_escalation(officer.access, title=words["matter"], needs=words["needs"], now=now)


def _set_targets(access: Access, why: str, now: datetime, owner_id: int) -> None:
    set_on = local_day(now, access.workspace.zone) - timedelta(days=30)
    for metric, step in (("nps", 8.0), ("csat", 2.0)):
        score = score_of(access, metric, Period(set_on - timedelta(days=90), set_on))
        if score.value is None:
            continue
        low, high = RANGES[metric]
        value = float(round(max(low, min(high, score.value + step))))
        wish = Wish(value=value, by_day=set_on + timedelta(days=150), owner_id=owner_id, note=why)
        set_target(access, metric, wish, today=set_on)
