"""What may be done, one list, and what each role may do."""

from enum import StrEnum


class Permission(StrEnum):
    """`resource:action`, in the order of the alphabet. Each is asked for somewhere."""

    AGENDA_ACT = "agenda:act"
    AGENDA_READ = "agenda:read"
    AUDIT_READ = "audit:read"
    CASE_READ = "case:read"
    CASE_WRITE = "case:write"
    CUSTOMER_MERGE = "customer:merge"
    CUSTOMER_READ = "customer:read"
    CUSTOMER_WRITE = "customer:write"
    DATA_EXPORT = "data:export"
    DATA_IMPORT = "data:import"
    EFFORT_WRITE = "effort:write"
    INITIATIVE_READ = "initiative:read"
    INITIATIVE_WRITE = "initiative:write"
    JOB_READ = "job:read"
    MAIL_RECEIVE = "mail:receive"
    MEMBER_MANAGE = "member:manage"
    MESSAGE_READ = "message:read"
    NAME_READ = "name:read"
    PROGRAMME_MANAGE = "programme:manage"
    REPORT_READ = "report:read"
    SCORE_READ = "score:read"
    SURVEY_READ = "survey:read"
    SURVEY_SEND = "survey:send"
    SURVEY_WRITE = "survey:write"
    TEAM_MANAGE = "team:manage"
    TOKEN_CREATE = "token:create"  # noqa: S105 - a permission, no secret
    TOUCHPOINT_READ = "touchpoint:read"
    TOUCHPOINT_WRITE = "touchpoint:write"
    VOICE_READ = "voice:read"
    WORKSPACE_MANAGE = "workspace:manage"


class Role(StrEnum):
    """What somebody is in a workspace."""

    OWNER = "owner"
    MANAGER = "manager"
    MEMBER = "member"
    ANALYST = "analyst"  # reads only, names masked
    PARTNER = "partner"  # an outside helper: sees only what is assigned


P = Permission
READING = frozenset(
    {
        P.AGENDA_READ,
        P.CASE_READ,
        P.CUSTOMER_READ,
        P.INITIATIVE_READ,
        P.REPORT_READ,
        P.SCORE_READ,
        P.SURVEY_READ,
        P.TOUCHPOINT_READ,
        P.VOICE_READ,
    }
)
DOING = frozenset(
    {P.AGENDA_ACT, P.CASE_WRITE, P.CUSTOMER_WRITE, P.EFFORT_WRITE, P.INITIATIVE_WRITE, P.NAME_READ}
)
ALL = frozenset(Permission)

RIGHTS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: ALL,
    Role.MANAGER: ALL - {P.WORKSPACE_MANAGE},
    Role.MEMBER: READING | DOING | {P.MESSAGE_READ},
    Role.ANALYST: READING,
    # Row scope does the rest: `Access.assigned_only`
    Role.PARTNER: frozenset(
        {P.AGENDA_ACT, P.AGENDA_READ, P.CASE_READ, P.CASE_WRITE, P.EFFORT_WRITE, P.NAME_READ}
    ),
}
