"""Names and words of customers as this access may see them."""

from django.utils.translation import get_language

from emptychair.accounts.access import Access
from emptychair.customers.models import Company, Person
from emptychair.kit.addressing import addressed
from emptychair.kit.masking import mask_email, mask_name, mask_names


def name_of(access: Access, person: Person | None, company: Company | None = None) -> str:
    """Company and person, addressed politely; masked where names may not be seen."""
    parts = []
    if company:
        parts.append(company.name if access.may_see_names else _masked(company.name))
    if person:
        name = str(person) if access.may_see_names else _masked_person(person)
        parts.append(addressed(name))
    return " ・ ".join(parts)


def address_of(access: Access, person: Person | None) -> str:
    """The mail address; masked where names may not be seen."""
    if person is None or not person.email:
        return ""
    return person.email if access.may_see_names else mask_email(person.email)


def words_for(
    access: Access, text: str, person: Person | None = None, company: Company | None = None
) -> str:
    """What somebody wrote; without names and addresses where they may not be seen."""
    if access.may_see_names:
        return text
    names = [one.name for one in (person, company) if one and one.name]
    return mask_names(text, names)


def _masked_person(person: Person) -> str:
    if person.name:
        return _masked(person.name)
    return mask_email(person.email) if person.email else "…"


def _masked(name: str) -> str:
    return mask_name(name, get_language() or "en")
