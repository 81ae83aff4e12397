"""What stands on an answer page: for whoever was asked, and for colleagues who look before."""

from dataclasses import dataclass

from emptychair.accounts.access import Access
from emptychair.surveys.models import Invitation, Survey
from emptychair.surveys.queries.sender import company_name
from emptychair.surveys.rules.further_words import WORDED
from emptychair.surveys.rules.scores import scores_of
from emptychair.surveys.rules.special_properties import special_of
from emptychair.surveys.rules.texts import ENDS, score_words
from emptychair.surveys.services.invitation_mail import spoken_texts
from emptychair.surveys.types import SurveyTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage:
    """The words and the scale, in one language; `scores` pairs each score with its meaning."""

    language: str
    company: str
    address: str
    metric: str
    texts: SurveyTexts
    scores: tuple[tuple[int, str], ...]
    low: str
    high: str
    thanks_link: tuple[str, str] | None = None  # words and address, given for one person

    @property
    def by_words(self) -> bool:
        """Whether the steps are words: a number would say nothing."""
        return self.metric in WORDED

    @property
    def last(self) -> int:
        """The highest score."""
        return self.scores[-1][0]


def answer_page(
    access: Access,
    survey: Survey,
    *,
    language: str,
    invitation: Invitation | None = None,
    words: dict[str, str] | None = None,
) -> AnswerPage:
    """The answer page of a survey; `words` stand before the stored ones, for a preview."""
    texts = spoken_texts(access, survey, language=language, invitation=invitation, words=words)
    low, high = ENDS[survey.metric][language]
    scale = scores_of(survey.metric)
    meaning = {scale[0]: low, scale[-1]: high}
    if survey.metric in WORDED:
        meaning = {score: score_words(survey.metric, score, language) for score in scale}
    return AnswerPage(
        language=language,
        company=company_name(access),
        address=access.workspace.sender_address,
        metric=survey.metric,
        texts=texts,
        scores=tuple((score, meaning.get(score, "")) for score in scale),
        low=low,
        high=high,
        thanks_link=special_of(invitation.properties if invitation else {}).link,
    )
