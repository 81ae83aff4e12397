"""Companies: one row a company that buys."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.shapes import words as w
from emptychair.exchange.types import ImportShape

COMPANIES = ImportShape(
    name="companies",
    label=_("Companies"),
    about=_("One row a company: number, name, the company above it, worth, anything else."),
    fields=(
        w.OWN_ID,
        w.a_field(
            "external_id",
            _("company number"),
            """external id, company id, account id, organization id, customer id, id, 会社id,
            会社番号, 企業id, 取引先コード, 顧客コード, 顧客番号""",
            longest=120,
        ),
        w.a_field(
            "name",
            _("name"),
            """company, company name, account, account name, organization, organisation, 会社名,
            会社, 企業名, 法人名, 取引先, 取引先名, 団体名, 名称""",
        ),
        w.a_field(
            "name_reading",
            _("reading of the name"),
            "name kana, kana, reading, フリガナ, ふりがな, カナ, 会社名カナ, よみがな, 読み",
        ),
        w.a_field("domain", _("domain"), "website, web site, ドメイン, ホームページ", longest=120),
        w.a_field(
            "parent",
            _("company above it"),
            "parent company, parent name, 親会社, 本社, グループ",
        ),
        w.LANGUAGE,
        w.TIME_ZONE,
        w.REGION,
        w.JOINED_ON,
        w.LEFT_ON,
        w.YEARLY_VALUE,
        w.CURRENCY,
        w.NOTE,
        w.ATTRIBUTES,
    ),
    needs=(("external_id", "name", "emptychair_id"),),
    keeps_others=True,
    technical=w.names("password, token, created at"),
)
