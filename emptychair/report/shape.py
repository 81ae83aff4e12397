"""What an export of survey answers is made of: `sheets` keeps it, since imports read it as well."""

from emptychair.sheets.survey_answers import SURVEY_ANSWERS

__all__ = ["SURVEY_ANSWERS"]
