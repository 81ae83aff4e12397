"""What the files do not say of the two made-up companies: their house, people and journeys."""

from dataclasses import dataclass

from emptychair.demo.catalogue import KITCHEN, ROTA


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works there."""

    mail: str
    name: str
    role: str
    team: str


@dataclass(frozen=True, slots=True)
class Brand:
    """One made-up company."""

    code: str
    slug: str
    language: str
    time_zone: str
    currency: str
    country: str
    sender: str
    signature: str
    journey: str
    stages: tuple[tuple[str, tuple[str, ...]], ...]  # stage, codes of its touchpoints
    kinds: dict[str, str]  # touchpoint code: kind
    team_kinds: dict[str, str]
    colleagues: tuple[Colleague, ...]
    csat_at: str  # where customers are asked how satisfied they were
    ces_at: str  # and how easy it was


BRANDS = (
    Brand(
        code=KITCHEN,
        slug="komorebi",
        language="ja",
        time_zone="Asia/Tokyo",
        currency="JPY",
        country="JP",
        sender="こもれび台所便（架空）",
        signature="こもれび台所便（架空の会社です）\nお客様の声チーム",
        journey="はじめてのご利用から、いつものご利用まで",
        stages=(
            ("知る", ("website", "gift_order")),
            ("頼む", ("booking", "payment")),
            ("当日", ("cooking", "cleanup")),
            ("続ける", ("inquiry", "handover", "overall")),
        ),
        kinds={
            "website": "site", "gift_order": "person", "booking": "site", "payment": "payment",
            "cooking": "product", "cleanup": "product", "inquiry": "person",
            "handover": "person", "overall": "overall",
        },
        team_kinds={
            "予約センター": "support", "料理人チーム": "product", "経理チーム": "finance",
            "お客様サポート": "support", "コーディネーター": "success", "法人営業": "sales",
            "デジタルチーム": "web", "お客様の声チーム": "success",
        },
        colleagues=(
            Colleague("saeki", "佐伯 千尋", "manager", "お客様サポート"),
            Colleague("hayakawa", "早川 亮", "member", "経理チーム"),
            Colleague("miura", "三浦 さやか", "member", "料理人チーム"),
            Colleague("ishii", "石井 直人", "member", "コーディネーター"),
        ),
        csat_at="inquiry",
        ces_at="payment",
    ),
    Brand(
        code=ROTA,
        slug="tallywren",
        language="en",
        time_zone="Europe/London",
        currency="USD",
        country="GB",
        sender="Tallywren (made up)",
        signature="Tallywren (a made-up company)\nCustomer success",
        journey="From the first visit to renewal",
        stages=(
            ("Discover", ("website",)),
            ("Start", ("onboarding", "billing")),
            ("Use", ("product", "support")),
            ("Renew", ("handover", "overall")),
        ),
        kinds={
            "website": "site", "onboarding": "person", "billing": "payment", "product": "product",
            "support": "person", "handover": "person", "overall": "overall",
        },
        team_kinds={
            "Onboarding": "success", "Finance": "finance", "Support": "support",
            "Marketing": "marketing", "Product": "product", "Customer success": "success",
        },
        colleagues=(
            Colleague("priya", "Priya Nair", "manager", "Support"),
            Colleague("owen", "Owen Marsh", "member", "Finance"),
            Colleague("hana", "Hana Novak", "member", "Product"),
            Colleague("callum", "Callum Reid", "member", "Customer success"),
        ),
        csat_at="support",
        ces_at="billing",
    ),
)  # fmt: skip
DEMO_ADDRESS = "demo@example.com"
DEMO_NAME = "佐藤 美咲"
