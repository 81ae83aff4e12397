"""What comes round by itself."""

from django.utils import timezone
from django.utils.translation import override as in_language

from emptychair.accounts.access import Access
from emptychair.jobs import job, schedule
from emptychair.plans.queries.due import workspaces_with_rules
from emptychair.plans.services.templates import start_by_rules


@job("plans.start_by_rules", attempts=1)
def start_plans_by_rules() -> None:
    """New customers get their plan. Harmless twice: each gets it once by one rule."""
    for workspace in workspaces_with_rules(Access.system(None, "plans at sign-up")):
        access = Access.system(workspace, "plans at sign-up")
        with in_language(workspace.language):
            start_by_rules(access, now=timezone.now())


schedule("plans.start_by_rules", cron="23 * * * *")
