"""Behind each input of health: where it comes from, and what makes an unknown one known."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.success.words import INPUT_WORDS

OUTCOME = frozenset({"kpi", "confirmed"})
USE = frozenset({"use", "users", "seats", "breadth"})
PLAN = frozenset({"plan", "milestones", "ours"})
HEARD = frozenset({"score", "change", "bad", "answers"})
BOUGHT = frozenset({"spend", "rhythm"})
Fix = tuple[str, str | Promise, str]  # inputs, what to do, where


def input_place(key: str, kind: str, number: int, *, is_read: bool) -> str:
    """The page on which an input of one customer can be looked up.

    `is_read`: their rhythm has been read, and this access may see it.
    """
    if key in OUTCOME:
        return reverse(f"{kind}-outcome", args=[number])
    if key == "rhythm" and is_read:
        return reverse("silence-customer", args=[kind, number])
    if key in USE and kind == "company":
        return reverse("company-use", args=[number])
    return reverse(f"{kind}-timeline", args=[number])


def ways_to_know(access: Access, unknown: Iterable[str], kind: str, number: int) -> list[Fix]:
    """What is unknown with what would make it known, for those who may do that."""
    missing = list(unknown)
    found: list[Fix] = []
    for keys, may, words, address in _WAYS:
        own = [str(INPUT_WORDS[key]) for key in missing if key in keys]
        if own and access.may(may):
            asked = f"?{kind}={number}" if keys in {OUTCOME, PLAN} else ""
            found.append((" ・ ".join(own), words, f"{reverse(address)}{asked}"))
    return found


_WAYS: tuple[tuple[frozenset[str], Permission, str | Promise, str], ...] = (
    (OUTCOME, Permission.CUSTOMER_WRITE, gettext_lazy("Ask for their KPI"), "interview-new"),
    (USE, Permission.TOKEN_CREATE, gettext_lazy("Connect their use"), "write-keys"),
    (BOUGHT, Permission.DATA_IMPORT, gettext_lazy("Bring in their orders"), "data"),
    (PLAN, Permission.CUSTOMER_WRITE, gettext_lazy("Make a plan"), "plan-new"),
    (HEARD, Permission.SURVEY_SEND, gettext_lazy("Ask for a score"), "surveys"),
)
