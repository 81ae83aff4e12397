"""Which colleague or team a step means: whoever looks after the customer, one of us, a team."""

from typing import TYPE_CHECKING

from emptychair.accounts.access import Access
from emptychair.accounts.models import Membership, Team
from emptychair.automation.models import Run

if TYPE_CHECKING:
    from emptychair.accounts.models import User

OWNER = "owner"


def chosen(access: Access, run: Run, who: str) -> "tuple[User | None, Team | None]":
    """The colleague or team behind "owner", "member:7" or "team:3". Whoever looks after the
    customer is asked first of the company; without one it is the owner of the playbook.
    """
    kind, _sign, number = who.partition(":")
    if kind == "team":
        team = Team.objects.visible_to(access).filter(pk=int(number or 0)).first()
        return None, team
    if kind == "member":
        return _member(access, int(number or 0)), None
    for one in (run.company, run.person):
        user = _member(access, one.owner_id) if one is not None and one.owner_id else None
        if user is not None:
            return user, None
    owner = run.playbook.owner_id
    return (_member(access, owner) if owner else None), None


def _member(access: Access, user_id: int) -> "User | None":
    rows = Membership.objects.visible_to(access).select_related("user")
    found = rows.filter(user_id=user_id).first()
    return found.user if found else None
