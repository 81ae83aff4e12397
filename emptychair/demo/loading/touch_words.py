"""What the made-up companies wrote into the six steps, in each language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DesignWords:
    """A design with its steps, and reasons."""

    name: str
    steps: dict[int, dict[str, str]]
    declined: str
    reference: str
    away: str


DESIGNS = {
    "ja": DesignWords(
        name="定期の台所便チーム",
        steps={
            1: {
                "customer_kpi": "平日の夕食づくりにかかる分数",
                "kpi_unit": "分",
                "kpi_seen": "told",
                "job": "帰ってからの一時間を、台所ではなく子どもと過ごしたい。",
            },
            2: {
                "tier": "low",
                "decider": "household",
                "touch_why": "月額の粗利でまかなえるのは、年に一時間ほどです。",
            },
            3: {
                "activities": "初回訪問の翌日に電話する\n好みの変化を月に一度うかがう",
                "resources": "一世帯あたり年1時間、電話と手紙",
            },
            4: {
                "people": "訪問の担当\n電話の担当",
                "skills": "献立の聞き取り。夕方の家庭の様子を聞き出す力はこれから。",
            },
            5: {
                "own_kpi": "30日以内に夕食が20分短くなった世帯の割合",
                "own_unit": "percent",
                "own_better": "higher",
                "own_source": "entered",
                "causes": "最初の一か月で楽になった世帯は、その後も短い時間で続けられます。",
            },
            6: {"read_day": "5", "target": "60"},
        },
        declined="来年の春の献立替えまで、訪問の回数を変えません。",
        reference="雑誌で紹介してくださった方です。",
        away="研修",
    ),
    "en": DesignWords(
        name="Invoices out on time",
        steps={
            1: {
                "customer_kpi": "Days from delivery to invoice",
                "kpi_unit": "days",
                "kpi_seen": "told",
                "job": "Be paid this month for the work of this month.",
            },
            2: {
                "tier": "low",
                "decider": "desk",
                "touch_why": "The margin of a Team plan carries a few hours a year.",
            },
            3: {
                "activities": "Set up the first invoice together\nLook at late ones each month",
                "resources": "Six hours a year and customer, one template library",
            },
            4: {
                "people": "Two for the first month\nOne for the monthly look",
                "skills": "Bookkeeping; reading a customer's own process is still to be learned",
            },
            5: {
                "own_kpi": "Customers whose first invoice left within 7 days",
                "own_unit": "percent",
                "own_better": "higher",
                "own_source": "entered",
                "causes": "Whoever sends the first one early keeps sending early.",
            },
            6: {"read_day": "5", "target": "60"},
        },
        declined="The new plan begins in spring; we look again then.",
        reference="They speak for us at the fair.",
        away="training",
    ),
}
