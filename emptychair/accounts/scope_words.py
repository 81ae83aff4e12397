"""What a right and a role mean, in a sentence; on the pages of tokens and members."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emptychair.accounts.permissions import Permission, Role

P = Permission
SCOPES: dict[Permission, str | Promise] = {
    P.AGENDA_ACT: _("Mark rows of Today as done, postponed or dismissed."),
    P.AGENDA_READ: _("Read Today: whom to contact and what to fix."),
    P.AUDIT_READ: _("Read the audit trail."),
    P.CASE_READ: _("Read cases."),
    P.CASE_WRITE: _("Work on cases: note, reply, assign, close."),
    P.CUSTOMER_MERGE: _("Merge people who are the same, and undo it."),
    P.CUSTOMER_READ: _("Read people, companies and their history."),
    P.CUSTOMER_WRITE: _("Add and change people, companies and events."),
    P.DATA_EXPORT: _("Take data out in files."),
    P.DATA_IMPORT: _("Bring data in from files."),
    P.EFFORT_WRITE: _("Log effort."),
    P.INITIATIVE_READ: _("Read initiatives."),
    P.INITIATIVE_WRITE: _("Plan, change and complete initiatives."),
    P.JOB_READ: _("See background jobs and start them again."),
    P.MAIL_RECEIVE: _("Hand in mails that customers sent."),
    P.MEMBER_MANAGE: _("Invite and remove members, and change their roles."),
    P.MESSAGE_READ: _("Read mails to customers."),
    P.NAME_READ: _("See customers' names and addresses; they are masked without this."),
    P.PROGRAMME_MANAGE: _("Run the programme: seats, routines, targets."),
    P.REPORT_READ: _("Read reports."),
    P.SCORE_READ: _("Read scores."),
    P.SURVEY_READ: _("Read surveys and answers."),
    P.SURVEY_SEND: _("Send surveys to customers."),
    P.SURVEY_WRITE: _("Write and change surveys."),
    P.TEAM_MANAGE: _("Make teams and say who is in them."),
    P.TOKEN_CREATE: _("Make and revoke tokens."),
    P.TOUCHPOINT_READ: _("Read the map of touchpoints."),
    P.TOUCHPOINT_WRITE: _("Change the map of touchpoints."),
    P.VOICE_READ: _("Read what customers wrote."),
    P.WORKSPACE_MANAGE: _("Change the workspace itself, and who owns it."),
}
ROLES: dict[Role, tuple[str | Promise, str | Promise]] = {
    Role.OWNER: (
        pgettext_lazy("role", "Owner"),
        _("May do everything, also change the workspace and its owners."),
    ),
    Role.MANAGER: (
        pgettext_lazy("role", "Manager"),
        _("May do everything but change the workspace: surveys, imports, members, tokens."),
    ),
    Role.MEMBER: (
        pgettext_lazy("role", "Member"),
        _("Works with customers: reads everything, replies, closes cases, runs initiatives."),
    ),
    Role.ANALYST: (
        pgettext_lazy("role", "Analyst"),
        _("Reads only, and sees no names of customers."),
    ),
    Role.PARTNER: (
        pgettext_lazy("role", "Partner"),
        _("Helps from outside: sees only the cases assigned to them, and nothing else."),
    ),
}


def scope_choices() -> list[tuple[str, str]]:
    """Every right with its sentence, by name."""
    return [(one.value, str(SCOPES[one])) for one in Permission]


def role_name(role: Role) -> str:
    """What a role is called."""
    return str(ROLES[role][0])


def role_choices() -> list[tuple[str, str]]:
    """Every role with its name, the mightiest first."""
    return [(role.value, role_name(role)) for role in Role]


def role_sentences() -> list[tuple[str, str]]:
    """Name and sentence of every role."""
    return [(str(name), str(sentence)) for name, sentence in ROLES.values()]
