"""Headers that several kinds of files share."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.types import ImportField, Reads, Text


def names(text: str) -> tuple[str, ...]:
    """The names in a comma separated list, most usual first."""
    return tuple(name.strip() for name in text.split(","))


def a_field(
    name: str, label: Text, headers: str, *, reads: Reads = "text", longest: int = 200
) -> ImportField:
    """A field whose own name is always among its headers, since our exports use it."""
    return ImportField(name, label, reads, (name, *names(headers)), longest)


OWN_ID = a_field("emptychair_id", _("our number"), "emptychair id", reads="number")
EMAIL = a_field(
    "email",
    _("e-mail"),
    """email address, e mail, mail, mail address, person email, customer email, recipient email,
    メールアドレス, メール, eメール, 電子メール""",
    reads="email",
    longest=254,
)
PERSON_ID = a_field(
    "person_id",
    _("customer number"),
    """person external id, customer id, contact id, user id, member id, client id,
    respondent id, person, 回答者id, 顧客id, 顧客番号, お客様番号, お客様id, 会員id,
    会員番号, ユーザーid,
    顧客コード, external reference""",
    longest=120,
)
PERSON_NAME = a_field(
    "name",
    _("name"),
    """full name, person name, customer name, contact name, 氏名, お名前, 名前, 顧客名, お客様名,
    回答者名, 回答者, ご担当者名, ご氏名, customer, 担当者名""",
)
FIRST_NAME = a_field("first_name", _("first name"), "given name, recipient first name, 名")
LAST_NAME = a_field(
    "last_name", _("family name"), "family name, surname, recipient last name, 姓, 苗字, 名字"
)
COMPANY_ID = a_field(
    "company_id",
    _("company number"),
    "company external id, account id, organization id, 会社id, 会社番号, 企業id, 取引先コード",
    longest=120,
)
COMPANY_NAME = a_field(
    "company",
    _("company"),
    """company name, account, account name, organization, organisation, 会社名, 会社, 企業名,
    法人名, 取引先, 取引先名, 貴社名, 御社名, 団体名, 勤務先""",
)
CURRENCY = a_field("currency", _("currency"), "currency code, 通貨", longest=3)
LANGUAGE = a_field(
    "language", _("language"), "言語, locale, user language, 回答言語", reads="language", longest=8
)
REGION = a_field(
    "region", _("region"), "area, prefecture, country, city, 地域, 都道府県, エリア, 国", longest=80
)
TIME_ZONE = a_field("time_zone", _("time zone"), "timezone, tz, 時間帯, タイムゾーン", longest=60)
SEGMENT = a_field(
    "segment",
    _("segment"),
    """customer segment, セグメント, 顧客区分, 顧客層, 区分, 会員区分, 会員ランク, tier, rank,
    plan, プラン""",
    longest=80,
)
TOUCHPOINT = a_field(
    "touchpoint",
    _("touchpoint"),
    """touch point, touchpoint key, touchpoint name, 接点, タッチポイント, 顧客接点,
    利用場面, 接点名,
    journey stage, survey name, trigger, 場面, アンケート名""",
    longest=120,
)
NOTE = a_field("note", _("note"), "notes, memo, remarks, 備考, メモ, 特記事項", longest=20_000)
ATTRIBUTES = a_field(
    "attributes",
    _("attributes (JSON)"),
    "custom attributes, traits",
    reads="json",
    longest=20_000,
)
YEARLY_VALUE = a_field(
    "yearly_value",
    _("worth a year"),
    """annual contract value, annual value, contract value, lifetime value, ltv, arr, acv,
    annual revenue,
    revenue, total spend, customer value, 年間契約額, 年間契約金額, 契約金額, 年間売上,
    売上, 売上高,
    年間購入額, 購入金額, 累計購入金額, 累計金額, 年間利用額, 取引金額""",
    reads="number",
)
JOINED_ON = a_field(
    "joined_on",
    _("customer since"),
    """joined, signed up at, signup date, customer since, start date, created at, registered at,
    入会日, 登録日, 契約開始日, 会員登録日, 初回購入日, 登録日時""",
    reads="date",
)
LEFT_ON = a_field(
    "left_on",
    _("left on"),
    "left, churned at, churn date, end date, 退会日, 解約日, 契約終了日",
    reads="date",
)
PEOPLE_WORDS = (PERSON_ID, EMAIL, PERSON_NAME)
