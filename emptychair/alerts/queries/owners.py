"""Who is told."""

from emptychair.accounts.access import Access
from emptychair.accounts.models import Membership, TeamMember
from emptychair.accounts.permissions import Permission, Role
from emptychair.touchpoints.models import Touchpoint

LEADING = (Role.OWNER.value, Role.MANAGER.value)


def owner_for(
    access: Access, touchpoint: Touchpoint | None, *, told_to_id: int | None
) -> Membership | None:
    """Somebody of the team that owns the touchpoint; else whom the workspace named; else the one
    who has led it longest.
    """
    access.require(Permission.SCORE_READ)
    members = Membership.objects.visible_to(access).select_related("user").order_by("pk")
    members = members.exclude(role=Role.PARTNER.value)
    if touchpoint and touchpoint.team_id:
        inside = TeamMember.objects.visible_to(access).filter(team=touchpoint.team_id)
        found = members.filter(user__in=inside.values("user_id")).first()
        if found:
            return found
    named = members.filter(user=told_to_id).first() if told_to_id else None
    return named or members.filter(role__in=LEADING).first() or members.first()
