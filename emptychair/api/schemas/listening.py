"""Touchpoints, surveys, answers, voices and scores, in and out."""

from datetime import datetime
from typing import Any, Literal

from ninja import Field, Schema


class TouchpointOut(Schema):
    """A place where customers meet us, and whose it is."""

    id: int
    key: str
    name: str
    kind: str
    team: str


class TouchpointIn(Schema):
    """A new touchpoint."""

    key: str = Field("", max_length=80, description="What files call it; made from the name.")
    name: str = Field(max_length=120)
    kind: str = Field(description="product, person, site, paper, payment, place or overall")
    description: str = ""


class SurveyOut(Schema):
    """A survey in numbers."""

    id: int
    name: str
    metric: str
    state: str
    touchpoint: str
    asked: int
    answered: int
    last_asked_at: datetime | None


class AskIn(Schema):
    """Whom to ask, and on which occasion; on the same occasion nobody is asked twice."""

    person_id: int
    occasion: str = Field(max_length=100, description='For instance "order:1234".')
    dry_run: bool = Field(default=False, description="Say what would happen, and do nothing.")


class AskedOut(Schema):
    """Whether the person was asked, and why or why not."""

    person_id: int
    asked: bool
    reason: str
    sentence: str
    invitation_id: int | None


class VoiceOut(Schema):
    """An answer. Name and words are masked for tokens without `name:read`."""

    response_id: int
    person_id: int | None
    name: str
    company: str
    metric: str
    score: int | None
    comment: str
    touchpoint: str
    touchpoint_id: int | None
    segment: str
    language: str
    channel: str
    answered_at: datetime
    case_number: int | None
    marks: list[str] = Field(description="Of quality: speeding, straight_line, gibberish.")
    is_counted: bool
    aside: str = Field(description="Why it is not counted: excluded, bot, late, doubtful.")


class VoicesQuery(Schema):
    """Which answers."""

    text: str = ""
    metric: str = ""
    touchpoint_id: int | None = None
    person_id: int | None = None
    silent_too: bool = False
    marks: Literal["", "marked", "excluded"] = ""


class JudgeIn(Schema):
    """Why an answer is left out of the scores, or taken in again."""

    reason: str = Field("", max_length=300, description="Needed to leave one out.")


class JudgedOut(Schema):
    """Whether an answer counts now."""

    id: int
    is_counted: bool
    aside: str
    marks: list[str]


class ResponseIn(Schema):
    """An answer that was given elsewhere, once for each `external_id`."""

    survey_id: int
    external_id: str = Field(max_length=160, description="Yours; the same one is stored once.")
    score: int | None = Field(None, description="NPS 0-10, CSAT 1-5, CES 1-7.")
    comment: str = ""
    answered_at: datetime
    person_id: int | None = None
    touchpoint_id: int | None = None
    channel: str = Field("api", max_length=20)
    language: str = Field("", max_length=8)


class ScoreOut(Schema):
    """A score with its 95% interval. NPS in points, CSAT in percent, CES from 1 to 7."""

    metric: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    too_few: bool = Field(description="Fewer than 30 answers: not to be ranked or compared.")


class ScorePageOut(Schema):
    """A score of a period, and how far it speaks for all customers."""

    period: dict[str, Any]
    score: ScoreOut
    asked: int
    answered: int
    customers: int
    heard: int


class GroupOut(Schema):
    """The score of one group; `key` is an id or a word, empty where it is not known."""

    key: str
    score: ScoreOut


class SurveyIn(Schema):
    """A new survey with our own texts in Japanese and English; it begins as a draft."""

    name: str = Field(max_length=120)
    metric: str = Field(description="nps, csat or ces")
    touchpoint_id: int | None = None
    segment_id: int | None = None
    trigger_event: str = Field("", max_length=120, description="Asked after this customer event.")
    trigger_delay_minutes: int = Field(0, ge=0)
    link_days: int = Field(30, ge=1, le=365)


class SurveyStateIn(Schema):
    """Whether it is being asked."""

    state: str = Field(description="running, paused or closed")


class MessageOut(Schema):
    """A message that went out, or why it did not."""

    id: int
    person_id: int | None
    to_name: str
    to_address: str
    subject: str
    purpose: str
    state: str = Field(alias="state_code")
    reason: str
    moment: datetime


class FigureOut(Schema):
    """An estimate with its 95% interval."""

    value: float
    low: float
    high: float


class DriverOut(Schema):
    """One driver of a score."""

    key: str
    label: str
    share: FigureOut = Field(description="Of R²; the shares of all drivers add up to it.")
    weight: FigureOut = Field(description="Johnson's relative weight, also a part of R².")
    slope: FigureOut = Field(description="Change of the score a step, all others held.")
    first_rank: int = Field(description="The places it may have: from this one ...")
    last_rank: int = Field(description="... to this one. Equal: it is ranked.")
    inflation: float = Field(description="Variance inflation; from 5 on hard to tell apart.")
    kind: str = Field(description="must_have, performance, delighter or cannot_tell")
    penalty: FigureOut | None
    reward: FigureOut | None
    gain: FigureOut | None = Field(description="In the unit of the score; no proof.")
    low_answers: int | None
    clearly_first: bool
    quadrant: str = Field(description="fix, keep, leave, enough, undecided, or empty")


class DriversOut(Schema):
    """What moves the score of a survey, the largest share first."""

    survey_id: int
    metric: str
    state: str = Field(description="told, not_asked or too_few")
    scored: int
    n: int
    r2: FigureOut | None
    drivers: list[DriverOut]
