"""Templates: those built in, those changed, those of one's own."""

from django.utils.translation import get_language

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.plans.built_in import BUILT_IN
from emptychair.plans.errors import NoSuchTemplate
from emptychair.plans.models import PlanRule, PlanTemplate
from emptychair.plans.rules.outline import read_outline
from emptychair.plans.types import TemplateRow


def templates_of(access: Access) -> list[TemplateRow]:
    """All templates, the built-in ones first. Needs `customer:read`."""
    access.require(Permission.CUSTOMER_READ)
    stored = {
        one.key: one
        for one in PlanTemplate.objects.visible_to(access).filter(removed_at=None).order_by("title")
    }
    language = _language(access)
    own = [one for key, one in stored.items() if key not in BUILT_IN]
    return [
        *(_stored(stored[key]) if key in stored else _built_in(key, language) for key in BUILT_IN),
        *map(_stored, own),
    ]


def template_with_key(access: Access, key: str, *, language: str = "") -> TemplateRow:
    """One of them; a built-in one in `language` where nobody changed it. Raises `NoSuchTemplate`.

    Needs `customer:read`.
    """
    access.require(Permission.CUSTOMER_READ)
    found = PlanTemplate.objects.visible_to(access).filter(key=key, removed_at=None).first()
    if found:
        return _stored(found)
    if key not in BUILT_IN:
        raise NoSuchTemplate
    return _built_in(key, language or _language(access))


def plan_rules(access: Access) -> list[PlanRule]:
    """By which rules plans start by themselves. Needs `customer:read`."""
    access.require(Permission.CUSTOMER_READ)
    rows = PlanRule.objects.visible_to(access).select_related("segment", "owner")
    return list(rows.order_by("-is_active", "-since", "-pk"))


def plan_rule_with_id(access: Access, rule_id: int) -> PlanRule:
    """One rule. Raises `NoSuchTemplate`."""
    access.require(Permission.CUSTOMER_READ)
    rows = PlanRule.objects.visible_to(access).select_related("segment", "owner")
    found = rows.filter(pk=rule_id).first()
    if found is None:
        raise NoSuchTemplate
    return found


def _language(access: Access) -> str:
    chosen = get_language() or access.workspace.language
    return "ja" if chosen.startswith("ja") else "en"


def _built_in(key: str, language: str) -> TemplateRow:
    one = BUILT_IN[key]["ja" if language.startswith("ja") else "en"]
    return TemplateRow(
        key=key,
        title=one.title,
        goal=one.goal,
        language="ja" if language.startswith("ja") else "en",
        is_built_in=True,
        is_changed=False,
        milestones=read_outline(one.outline),
    )


def _stored(one: PlanTemplate) -> TemplateRow:
    return TemplateRow(
        key=one.key,
        title=one.title,
        goal=one.goal,
        language=one.language,
        is_built_in=one.key in BUILT_IN,
        is_changed=one.key in BUILT_IN,
        milestones=read_outline(one.outline),
    )
