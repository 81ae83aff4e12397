"""Success plans and requests of the made-up companies."""

from datetime import datetime, timedelta

from emptychair.accounts.access import Access
from emptychair.demo.catalogue import KITCHEN
from emptychair.demo.loading.brands import Brand
from emptychair.demo.loading.services import colleagues_of, customers_to_ask
from emptychair.intake.queries import suggested_of
from emptychair.intake.services.receiving import Came, take_request
from emptychair.intake.services.tasks import TaskWish, confirm_tasks, set_task_state
from emptychair.kit.periods import local_day
from emptychair.plans.queries import milestone_rows, step_with_id, template_with_key
from emptychair.plans.services.starting import PlanWish, start_plan
from emptychair.plans.services.steps import set_step_state

DAYS_AGO = (3, 12, 21, 33, 47, 62, 8, 26, 40)
DONE = (1, 2, 4, 5, 8, 10, 3, 3, 6)  # of the tasks, in order
REQUESTS = {
    "ja": (
        "いつもありがとうございます。請求書を月初に送っていただけますか。できれば紙ではなくメールでほしいです。",
        "お世話になっております。\n・訪問は午前中\n・同じ方に来てほしい\n・アレルギーの表を更新\n来月から母と同居します。",
        "電話にて：鍵の預け方を変えたいとのこと。詳しくは折り返し。",
        "領収書の宛名を変更していただけますか。",
    ),
    "en": (
        "Hi, could you send the invoice at the start of the month? We also need it as PDF.",
        "Three things:\n1. Export to Excel\n2. A second admin\n- sign-in\nA new site opens soon.",
        "By telephone: they would like training for the night team.",
        "Could you change the name on our invoice?",
    ),
}


def load_plans(access: Access, brand: Brand, now: datetime) -> None:
    """Plans at several points of their way, and requests from unsorted to settled."""
    today = local_day(now, access.workspace.zone)
    key = "household_service" if brand.code == KITCHEN else "saas_onboarding"
    template = template_with_key(access, key, language=brand.language)
    staff, people = colleagues_of(access), customers_to_ask(access, most=60, skip=0)
    for number, (days, person) in enumerate(zip(DAYS_AGO, people, strict=False)):
        ago = timedelta(days=days)
        owner_id = staff[number % len(staff)].user.pk
        plan, _new = start_plan(
            access,
            PlanWish(starts_on=today - ago, owner_id=owner_id, contact_id=person.pk),
            now=now - ago,
            template=template,
            company=person.company,
            person=None if person.company else person,
        )
        rows = [step for one in milestone_rows(access, plan, today=today) for step in one.steps]
        for step in sorted(rows, key=lambda one: (one.due_on, one.id))[: DONE[number]]:
            done_at = min(now - ago + (step.due_on - plan.starts_on), now)
            set_step_state(access, step_with_id(access, step.id), "done", now=done_at)
    _load_requests(access, brand, now)


def _load_requests(access: Access, brand: Brand, now: datetime) -> None:
    today = local_day(now, access.workspace.zone)
    people, staff = customers_to_ask(access, most=70, skip=0)[-4:], colleagues_of(access)
    for number, (raw, person) in enumerate(zip(REQUESTS[brand.language], people, strict=False)):
        came = Came(
            raw=raw,
            channel=("mail", "paste", "call", "mail")[number],
            person=person,
            company=person.company,
            external_id=f"demo-{number}",
            owner_id=staff[number % len(staff)].user.pk,
        )
        row, _new = take_request(access, came, now=now - timedelta(days=2 + 4 * number))
        if not number:
            continue
        wishes = [
            TaskWish(
                title=one,
                assignee_id=staff[place % len(staff)].user.pk,
                due_on=today + timedelta(days=3 * place - 2),
            )
            for place, one in enumerate(suggested_of(access, row) or [row.title])
        ]
        made = confirm_tasks(access, row.pk, wishes, now=now - timedelta(days=1))
        for task in made if number == 3 else made[:1]:
            set_task_state(access, task, "done", now=now)
