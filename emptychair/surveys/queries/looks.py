"""How the main question of a survey looks: numbers, stars or faces."""

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.surveys.models import Survey


def look_of_score(access: Access, survey: Survey) -> str:
    """`numbers`, `stars` or `faces`, as the definition has it that is being edited."""
    access.require(Permission.SURVEY_READ)
    stored = survey.definition or {}
    wanted = stored.get("score", "")
    for page in stored.get("pages", []):
        for question in page.get("questions", []):
            if question.get("key") == wanted:
                return str(question.get("look", "numbers"))
    return "numbers"
