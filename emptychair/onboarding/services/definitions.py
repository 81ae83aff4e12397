"""Say what the first value is. A change starts a new version; what was before stays."""

from django.db import transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.onboarding.errors import NoSuchDefinition, TermsIncomplete
from emptychair.onboarding.models import FirstValue, FirstValueReading, FirstValueVersion
from emptychair.onboarding.rules.terms import check_terms, stored_rule, stored_steps
from emptychair.onboarding.services.reading import ask_for_reading
from emptychair.onboarding.types import Kind, Terms


@transaction.atomic
def define_first_value(
    access: Access, *, kind: str, segment: str, terms: Terms, reason: str
) -> FirstValueVersion:
    """Say what it is from now on. The same terms again change nothing. Everybody is read anew."""
    access.require(Permission.PROGRAMME_MANAGE)
    check_terms(terms)
    if kind not in Kind.values:
        raise TermsIncomplete
    one, _made = FirstValue.objects.get_or_create(
        workspace=access.workspace, kind=kind, segment=segment.strip()[:80]
    )
    one = FirstValue.objects.visible_to(access).select_for_update().get(pk=one.pk)
    before = one.versions.order_by("-number").first()
    if before is not None and one.retired_at is None and before.terms == terms:
        return before
    if one.retired_at is not None:
        one.retired_at = None
        one.save(update_fields=["retired_at", "changed_at"])
    row = _new_version(access, one, (before.number if before else 0) + 1, terms)
    row.reason = reason.strip()[:300]
    row.save()
    FirstValueReading.objects.visible_to(access).filter(version__definition=one).update(
        is_current=False
    )
    record_audit(
        access,
        row,
        action="first_value.defined",
        before={"words": before.words, "version": before.number} if before else None,
        after={"words": row.words, "version": row.number},
    )
    ask_for_reading(access)
    return row


@transaction.atomic
def retire_first_value(access: Access, definition_id: int) -> None:
    """That of a segment, or of everybody, is asked for no more. It can be defined again."""
    access.require(Permission.PROGRAMME_MANAGE)
    rows = FirstValue.objects.visible_to(access).filter(retired_at=None)
    one = rows.select_for_update().filter(pk=definition_id).first()
    if one is None:
        raise NoSuchDefinition
    one.retired_at = timezone.now()
    one.save(update_fields=["retired_at", "changed_at"])
    record_audit(access, one, action="first_value.retired")
    ask_for_reading(access)


def _new_version(access: Access, one: FirstValue, number: int, terms: Terms) -> FirstValueVersion:
    return FirstValueVersion(
        workspace=access.workspace,
        definition=one,
        number=number,
        words=terms.words.strip()[:200],
        begins=terms.begins,
        begin_event=terms.begin_event.strip()[:120],
        rule=stored_rule(terms.rule),
        steps=stored_steps(terms.steps),
        target_days=terms.target_days,
        made_by_id=access.user_id,
        made_label=access.actor.label[:200],
    )
