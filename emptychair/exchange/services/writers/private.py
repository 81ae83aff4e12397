"""What a file may tell of answers to surveys that promise not to tell whose they are."""

from typing import Any

from emptychair.surveys.models import Response, Survey
from emptychair.surveys.models.marking import mark_words, marks_with
from emptychair.surveys.rules.privacy import is_anonymous, is_named

ANONYMOUS = "survey-anonymous"  # the reason of a row that is set aside


class Promise:
    """What each kind of survey promised, kept when a file tells of its answers."""

    @staticmethod
    def takes_no_files(survey: Survey) -> bool:
        """An anonymous survey takes none: whoever has the file knows whose answers they are."""
        return is_anonymous(survey.privacy)

    @staticmethod
    def may_write(answer: Response, values: dict[str, Any]) -> dict[str, Any]:
        """Of what a file says anew of a known answer: what is kept, and the marks that follow."""
        kept = values
        if not is_named(answer.survey.privacy):
            kept = {
                name: one for name, one in values.items() if name not in {"properties", "notes"}
            }
        if kept.get("comment", answer.comment) == answer.comment:
            return kept
        return {**kept, **marks_with(answer, kept["comment"])}

    @staticmethod
    def keep_promise(answer: Response, survey: Survey) -> None:
        """Leave out who it was and what would lead there; then look how it was answered."""
        answer.survey = survey
        if not is_named(survey.privacy):
            answer.person = answer.company = None
            answer.properties, answer.notes = {}, []
        mark_words(answer)
