"""How customers stand, which models were tested, and who was lost; computed, not made up."""

from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.success.queries.models import passed_unswitched
from emptychair.success.services.looking import look_at_everybody
from emptychair.success.services.lost import look_back_at_lost
from emptychair.success.services.switching import switch_on
from emptychair.success.services.testing import run_back_test


def load_success(access: Access, now: datetime) -> None:
    """Test every ranking on the made-up past; switch on what passes, and look at everybody."""
    run_back_test(access, now=now)
    passed = passed_unswitched(access)
    if passed is not None:
        switch_on(access, passed, now=now)
    look_at_everybody(access, now=now)
    look_back_at_lost(access, now=now)
