"""How the contact rule calls what surveys ask."""


def about_survey(survey_id: int) -> str:
    """How it calls a survey."""
    return f"survey:{survey_id}"
