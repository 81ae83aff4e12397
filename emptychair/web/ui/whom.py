"""Two fields that say which customer is meant: words to look for and, where several fit, which."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emptychair.accounts.access import Access
from emptychair.customers.queries import (
    company_with_id,
    find_companies,
    find_people,
    person_with_id,
)
from emptychair.kit.addressing import addressed

if TYPE_CHECKING:
    from emptychair.customers.models import Company, Person

MOST = 12  # that are offered to choose from
Customer = tuple["Company | None", "Person | None"]


class WhomForm(forms.Form):
    """`customer` is what somebody typed, `chosen` one of those who fit it.

    `customer_of(form, access)` says whom they mean, or puts a question into the form.
    """

    customer = forms.CharField(
        label=gettext_lazy("Customer"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("A part of the name or the address, of a person or a company."),
    )
    chosen = forms.CharField(
        label=gettext_lazy("Which of them?"), required=False, widget=forms.HiddenInput
    )


def customer_of(form: forms.Form, access: Access) -> Customer | None:
    """The company or person that is meant, (None, None) where nobody was named.

    None where it cannot be told: then the form says why, and offers those who fit.
    """
    text, chosen = form.cleaned_data["customer"].strip(), form.cleaned_data["chosen"]
    if not text:
        return None, None
    found = _found(access, text)
    if chosen in dict(found):
        return _read(access, chosen)
    if len(found) == 1:
        return _read(access, found[0][0])
    if not found:
        form.add_error("customer", _("No customer fits. Try fewer letters, or add them first."))
        return None
    _offer(form, found)
    return None


def _found(access: Access, text: str) -> list[tuple[str, str]]:
    """Those who fit: their key, and how they are told apart."""
    companies = find_companies(access, text=text, limit=MOST // 2)
    people = find_people(access, text=text, limit=MOST)
    rows = [(f"company:{one.id}", one.name) for one in companies]
    for one in people:
        words = (addressed(one.name), one.company, one.email)
        rows.append((f"person:{one.id}", " ・ ".join(word for word in words if word)))
    return rows[:MOST]


def _read(access: Access, key: str) -> Customer:
    kind, _colon, number = key.partition(":")
    if kind == "company":
        return company_with_id(access, int(number)), None
    return None, person_with_id(access, int(number))


def _offer(form: forms.Form, found: list[tuple[str, str]]) -> None:
    form.fields["chosen"].widget = forms.Select(choices=[("", _("please choose")), *found])
    form.fields["chosen"].required = True
    form.data = form.data.copy()  # type: ignore[attr-defined] # a QueryDict, as a form was sent
    form.data["chosen"] = ""  # type: ignore[index] # a copy may be written
    form.add_error("chosen", _("Several fit. Say which of them you mean."))
