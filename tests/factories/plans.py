"""Plans and requests for tests."""

from datetime import date

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.intake.services.receiving import Came, take_request
from emptychair.plans.models import SuccessPlan
from emptychair.plans.queries.templates import template_with_key
from emptychair.plans.services.starting import PlanWish, start_plan
from tests.people import NOW


def make_plan(
    workspace: Workspace, *, key: str = "saas_onboarding", starts_on=date(2026, 11, 2), **more
) -> SuccessPlan:
    access = Access.system(workspace, "tests")
    names = {"company", "person", "rule"}
    template = template_with_key(access, key, language="en") if key else None
    wish = PlanWish(starts_on=starts_on, **{k: v for k, v in more.items() if k not in names})
    about = {k: v for k, v in more.items() if k in names}
    return start_plan(access, wish, now=NOW, template=template, **about)[0]


def make_request(workspace: Workspace, raw: str = "Could you print larger?", **fields):
    access = Access.system(workspace, "tests")
    row, _new = take_request(access, Came(**({"raw": raw, "channel": "paste"} | fields)), now=NOW)
    return row
