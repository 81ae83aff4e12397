"""Touchpoints: one row a place where customers meet the company."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.shapes import words as w
from emptychair.exchange.types import ImportShape

TOUCHPOINTS = ImportShape(
    name="touchpoints",
    label=_("Touchpoints"),
    about=_("One row a place where customers meet you, with the team that looks after it."),
    fields=(
        w.a_field("key", _("short name"), "touchpoint key, slug, キー", reads="key", longest=80),
        w.a_field(
            "name", _("name"), "touchpoint, touchpoint name, 接点, 接点名, 名称, 名前", longest=120
        ),
        w.a_field("kind", _("kind"), "type, 種類, 種別", longest=20),
        w.a_field(
            "team", _("team"), "owner, owner team, 担当, 担当チーム, 部署, 担当部署", longest=120
        ),
        w.a_field("description", _("description"), "note, about, 説明, 備考", longest=20_000),
    ),
    needs=(("key", "name"),),
)
