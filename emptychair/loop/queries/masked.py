"""Names and words of customers as this access may see them."""

from django.utils.translation import get_language

from emptychair.accounts.access import Access
from emptychair.customers.models import Company, Person
from emptychair.kit.addressing import addressed
from emptychair.kit.masking import mask_email, mask_name, mask_names


def name_of(access: Access, person: Person | None, company: Company | None = None) -> str:
    """Company and person, addressed politely; the person masked where names may not be seen.

    A company's name is not a person's: it is shown as it is (decision 12).
    """
    parts = []
    if company:
        parts.append(company.name)
    if person:
        name = str(person) if access.may_see_names else _masked_person(person)
        parts.append(addressed(name))
    return " ・ ".join(parts)


def address_of(access: Access, person: Person | None) -> str:
    """The mail address; masked where names may not be seen."""
    if person is None or not person.email:
        return ""
    return person.email if access.may_see_names else mask_email(person.email)


def words_for(access: Access, text: str, person: Person | None = None) -> str:
    """What somebody wrote; without names and addresses where they may not be seen."""
    if access.may_see_names:
        return text
    return mask_names(text, [person.name] if person and person.name else [])


def _masked_person(person: Person) -> str:
    if person.name:
        return mask_name(person.name, get_language() or "en")
    return mask_email(person.email) if person.email else "…"
