"""The two made-up companies: what they do with customers, who owns it, and what is planted there.

Levels are expected NPS as a share (0.20 is 20 points). They were chosen, not measured.
"""

from dataclasses import dataclass

from emptychair.demo.chance import running

KITCHEN = "kitchen"
ROTA = "rota"
BRAND_NAMES = {KITCHEN: "こもれび台所便", ROTA: "Tallywren"}

HOME = "個人"
GIFT = "法人ギフト"
GIFT_GAP = -0.40  # people who come through a company's gift, against households

PLANS = ("Starter", "Team", "Business")
PLAN_LEVEL = {"Starter": -0.10, "Team": 0.0, "Business": 0.08}
JAPAN = "Japan"
JAPAN_GAP = -0.25  # the same contentment, told with the middle of the scale


@dataclass(frozen=True, slots=True)
class Touchpoint:
    code: str
    brand: str
    name: str
    name_ja: str
    owner_team: str
    level: float

    @property
    def touchpoint_id(self) -> str:
        return f"{self.brand}-{self.code}"


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened at a touchpoint on the first day of a month of the window."""

    code: str
    brand: str
    touchpoint: str
    month: int
    points: float
    is_initiative: bool
    title: str
    hypothesis: str


def _kitchen(code: str, name: str, owner: str, level: float) -> Touchpoint:
    return Touchpoint(code, KITCHEN, name, name, owner, level)


def _rota(code: str, name: str, name_ja: str, owner: str, level: float) -> Touchpoint:
    return Touchpoint(code, ROTA, name, name_ja, owner, level)


TOUCHPOINTS = (
    _kitchen("booking", "予約", "予約センター", 0.02),
    _kitchen("cooking", "当日の料理", "料理人チーム", 0.42),
    _kitchen("cleanup", "後片付け", "料理人チーム", 0.20),
    _kitchen("payment", "支払い方法の変更", "経理チーム", -0.12),
    _kitchen("inquiry", "問い合わせ対応", "お客様サポート", 0.08),
    _kitchen("handover", "担当者の引き継ぎ", "コーディネーター", -0.02),
    _kitchen("gift_order", "ギフト券の注文", "法人営業", 0.38),
    _kitchen("website", "ウェブサイト", "デジタルチーム", 0.05),
    _kitchen("overall", "サービス全般", "お客様の声チーム", 0.15),
    _rota("onboarding", "Onboarding", "導入", "Onboarding", 0.30),
    _rota("billing", "Billing", "請求", "Finance", 0.05),
    _rota("support", "Support", "サポート", "Support", 0.40),
    _rota("website", "Web site", "ウェブサイト", "Marketing", 0.18),
    _rota("product", "Daily use", "日々の利用", "Product", 0.22),
    _rota("handover", "Account handover", "担当者の引き継ぎ", "Customer success", 0.10),
    _rota("overall", "Overall", "サービス全般", "Customer success", 0.25),
)
BY_CODE = {(place.brand, place.code): place for place in TOUCHPOINTS}

CHANGES = (
    Change(
        "payment-guide",
        KITCHEN,
        "payment",
        24,
        0.0,
        is_initiative=True,
        title="支払い方法の変更の案内ページを書き直す",
        hypothesis="案内がわかりやすくなれば、支払い方法の変更の不満が減る",
    ),
    Change(
        "booking-calendar",
        KITCHEN,
        "booking",
        26,
        0.28,
        is_initiative=True,
        title="空き日が見える予約カレンダーを入れる",
        hypothesis="空き日が自分で見えれば、電話の待ち時間と日程のやり直しがなくなる",
    ),
    Change(
        "cleanup-cut",
        KITCHEN,
        "cleanup",
        30,
        -0.35,
        is_initiative=False,
        title="後片付けの時間を一件30分から15分に短くした",
        hypothesis="",
    ),
)
CHANGE_AT = {(change.brand, change.touchpoint): change for change in CHANGES}
PLANTED_WORDS = ("油汚れ", "生ゴミ", "排水口", "油はね")

# The share of gift customers grows in these months: everybody new in them comes in this span.
MIX_MONTHS = (12, 18)

# What each kind of customer meets, and how often beside the rest.
WEIGHTS: dict[str, dict[str, float]] = {
    "home": {
        "booking": 26, "cooking": 22, "cleanup": 30, "payment": 6,
        "inquiry": 7, "handover": 4, "website": 5,
    },
    "recipient": {"booking": 30, "cooking": 28, "cleanup": 32, "inquiry": 6, "website": 4},
    "buyer": {"gift_order": 50, "payment": 18, "inquiry": 16, "handover": 16},
    "any": {
        "onboarding": 12, "billing": 14, "support": 30, "website": 8,
        "product": 28, "handover": 8,
    },
}  # fmt: skip
PLACES = {audience: tuple(weights) for audience, weights in WEIGHTS.items()}
STEPS = {audience: running(tuple(weights.values())) for audience, weights in WEIGHTS.items()}


def is_later(brand: str, touchpoint: str, month: int) -> bool:
    """Whether the planted change of this touchpoint has happened by this month of the window."""
    change = CHANGE_AT.get((brand, touchpoint))
    return change is not None and change.points != 0 and month >= change.month


def expected_nps(brand: str, touchpoint: str, month: int, *, segment: str, place: str) -> float:
    """The generator's own NPS, as a share, of one cell: what answers there average to."""
    level = BY_CODE[brand, touchpoint].level
    if is_later(brand, touchpoint, month):
        level += CHANGE_AT[brand, touchpoint].points
    if brand == KITCHEN:
        return level + (GIFT_GAP if segment == GIFT else 0.0)
    return level + PLAN_LEVEL[segment] + (JAPAN_GAP if place == JAPAN else 0.0)
