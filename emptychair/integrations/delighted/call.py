"""One request to the API, with who makes it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from emptychair.accounts.access import Access
from emptychair.integrations.delighted.fields import Fields
from emptychair.integrations.delighted.vocabulary import SurveyType

if TYPE_CHECKING:
    from emptychair.surveys.models import Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What an endpoint needs: whose key it is, for which survey, what is asked."""

    access: Access
    survey: "Survey"
    survey_type: SurveyType
    fields: Fields
    now: datetime
    origin: str  # where this server is reached
