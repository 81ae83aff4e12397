"""The page of the reference that says what each role may do."""

from django.utils.translation import override

from emptychair.accounts.permissions import RIGHTS, Permission, Role
from emptychair.accounts.scope_words import ROLES, SCOPES
from emptychair.kit.reference import page, reference_page

INTRO = """\
Everything that may be done, and which role may do it. A token has the permissions it was made
with (`--scope`, Settings, Tokens), never more. What somebody may not see is not found (404); what
they may see but not do is refused (403). Without `name:read`, names and addresses are masked,
also inside comments. A test walks every page and every operation of the API with every role.

{roles}"""


@reference_page("permissions.md")
def permissions_page() -> str:
    """Every permission with its sentence, and the roles that have it."""
    with override("en"):
        roles = "\n".join(f"- **{name}**: {sentence}" for name, sentence in ROLES.values())
        return page(
            "Permissions",
            source="`emptychair/accounts/permissions.py` and `scope_words.py`",
            intro=INTRO.format(roles=roles),
            head=("Permission", "What it allows", *(str(ROLES[role][0]) for role in Role)),
            rows=[_row(one) for one in Permission],
        )


def _row(permission: Permission) -> tuple[str, ...]:
    marks = ("yes" if permission in RIGHTS[role] else "" for role in Role)
    return (f"`{permission.value}`", str(SCOPES[permission]), *marks)
