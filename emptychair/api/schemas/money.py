"""Score and money, and who is heard, as the API says them."""

from datetime import date

from ninja import Field, Schema


class LinkOut(Schema):
    """What goes with one point more; no cause."""

    slope: float
    low: float
    high: float
    smallest: float
    n: int
    is_seen: bool


class ScoreGroupOut(Schema):
    """Customers by their earlier score."""

    key: str
    n: int
    value: float | None
    low: float | None
    high: float | None


class OutcomeOut(Schema):
    """What customers did in the days after they answered."""

    outcome: str
    n: int
    groups: list[ScoreGroupOut]
    plain: LinkOut | None
    adjusted: LinkOut | None
    beside: list[str]


class MoneyOut(Schema):
    """Earlier score and later retention, repurchase and revenue of the same customers."""

    days: int
    first: date
    end: date
    currency: str
    customers: int
    over: int
    outcomes: list[OutcomeOut]


class HeardGroupOut(Schema):
    """One group of customers."""

    key: str
    people: int
    asked: int
    heard: int
    answered: int
    value_share: float | None


class WeightedOut(Schema):
    """A score with its interval and what it is worth."""

    score: float
    low: float
    high: float
    n: int
    n_eff: float


class HeardOut(Schema):
    """Whose voice the score is made of."""

    people: int
    asked: int
    answered: int
    heard: int
    customers: int
    customers_heard: int
    companies_without_people: int = Field(
        description="Of the customers: companies of whose people nobody is known; of no group"
    )
    value_without_people: float = Field(description="What these pay a year")
    value_share: float | None
    bounds: list[float] | None
    weighted: WeightedOut | None
    groups: list[HeardGroupOut]
