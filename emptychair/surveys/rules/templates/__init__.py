"""Surveys that are written already: by touchpoint and industry, in Japanese and English.

Customers read these words, so they stand here in both languages and not in the catalogue.
`{{company}}` is the sender's name, `{{touchpoint}}` the place asked about.
"""

from emptychair.surveys.rules.templates.b2b import B2B
from emptychair.surveys.rules.templates.everybody import EVERYBODY
from emptychair.surveys.rules.templates.home_service import HOME_SERVICE
from emptychair.surveys.rules.templates.parts import Template
from emptychair.surveys.rules.templates.saas import SAAS
from emptychair.surveys.rules.templates.shop import SHOP

TEMPLATES: dict[str, Template] = {
    one.key: one for one in (*EVERYBODY, *SAAS, *SHOP, *HOME_SERVICE, *B2B)
}

__all__ = ["TEMPLATES", "Template"]
