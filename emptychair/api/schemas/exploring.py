"""Tables of Explore and saved views: what is asked, and what comes out."""

from datetime import datetime

from ninja import Field, Schema


class ExploreQuery(Schema):
    """What is asked, in the words of the page's address."""

    metric: str = Field(
        "nps",
        description="A metric, `answers`, `rate` for response rates; or of customers and what they "
        "pay `customers`, `mrr`, `logo_churn`, `grr`, `nrr`; or of cases `cases` (how many were "
        "opened), `first_answer` (working hours), `overdue`. Whoever asks may read these.",
    )
    rows: str = Field("", description="A dimension: touchpoint, team, segment, month, band ...")
    cols: str = Field("", description="Another one.")
    period: str = Field(
        "90", description="So many days, `2026-10`, `fy2026`, or `2026-10-05..2026-11-01`."
    )
    against: str = Field("", description="Compared with: `before`, `year`, or a period as above.")
    which: str = Field("latest", description="latest: of each person; all: every answer.")
    only: str = Field("", description="Filters, as `segment=gold&touchpoint=3`.")


class FigureOut(Schema):
    """One figure of a table. Empty `row` or `col`: the whole. NPS in points, shares in percent,
    amounts in the currency of the workspace, waiting in working hours.
    """

    row: str
    col: str
    value: float | None
    low: float | None
    high: float | None
    n: int = Field(
        description="Answers behind it; of a response rate, invitations; else customers or cases."
    )
    too_few: bool = Field(
        description="Fewer than 30, or no interval: not to be ranked or compared."
    )
    before: float | None = Field(None, description="The same in the period compared with.")
    change: float | None = None
    change_low: float | None = None
    change_high: float | None = None
    beyond_noise: bool = Field(description="After Benjamini-Hochberg over the whole table.")


class MemberOut(Schema):
    """One value of a dimension: what stands in addresses, and what people call it."""

    token: str
    words: str


class ExploreOut(Schema):
    """A table: any measure by at most two dimensions."""

    measure: str
    first: str
    last: str
    which: str = Field(description="Which answers of a person count: latest or all.")
    rows: list[MemberOut]
    cols: list[MemberOut]
    figures: list[FigureOut]
    compared: int
    beyond_noise: int
    notes: list[str] = Field(description="Also what of the question could not be followed.")
    currency: str = Field("", description="Of amounts.")
    as_of: datetime


class ViewOut(Schema):
    """A saved view; `question` is the query string of `/explore/` and of this API."""

    id: int
    name: str
    question: str
    is_shared: bool
    owner: str
    changed_at: datetime
