"""People: one row a customer."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.shapes import words as w
from emptychair.exchange.types import ImportShape

PEOPLE = ImportShape(
    name="people",
    label=_("People"),
    about=_("One row a customer: number, e-mail, name, company, worth, anything else you know."),
    fields=(
        w.OWN_ID,
        w.a_field(
            "external_id",
            _("customer number"),
            """external id, customer id, person id, contact id, user id, member id, client id, id,
            顧客id, 顧客番号, お客様番号, お客様id, 会員id, 会員番号, ユーザーid, 顧客コード""",
            longest=120,
        ),
        w.EMAIL,
        w.PERSON_NAME,
        w.FIRST_NAME,
        w.LAST_NAME,
        w.a_field(
            "name_reading",
            _("reading of the name"),
            """name kana, kana, reading, フリガナ, ふりがな, カナ, 氏名カナ, 氏名かな,
            よみがな, 読み""",
        ),
        w.COMPANY_ID,
        w.COMPANY_NAME,
        w.a_field(
            "phone",
            _("telephone"),
            "phone number, telephone, tel, mobile, 電話番号, 電話, 携帯電話, 携帯番号",
            longest=40,
        ),
        w.a_field("title", _("position"), "job title, role, 役職, 肩書き, 部署", longest=120),
        w.LANGUAGE,
        w.TIME_ZONE,
        w.REGION,
        w.SEGMENT,
        w.JOINED_ON,
        w.LEFT_ON,
        w.YEARLY_VALUE,
        w.CURRENCY,
        w.NOTE,
        w.ATTRIBUTES,
        w.a_field("merged_into", _("merged into"), "merged into id", reads="number"),
    ),
    needs=(("external_id", "email", "name", "last_name", "emptychair_id"),),
    keeps_others=True,
    technical=w.names("password, token, last event at, created at"),
)
