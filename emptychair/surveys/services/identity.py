"""Who a visitor of the widget is, when the customer's own server has signed it.

A page can say anything, so a name that is not signed is nobody's: the visitor stays anonymous. The
signature is HMAC-SHA256 over `id:` and the number, or `email:` and the address, with the secret of
the place. The prefix keeps a signed number from being shown as somebody's address.
"""

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Person
from emptychair.customers.services.identify import identify_person
from emptychair.surveys.models import Collector
from emptychair.surveys.types.definition import Privacy

LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a page says about its visitor."""

    id: str = ""
    email: str = ""
    signature: str = ""


def secret_of_place(access: Access, collector: Collector) -> str:
    """The secret for the customer's server; another one each time it is renewed. It is noted who
    looked.
    """
    access.require(Permission.SURVEY_SEND)
    record_audit(access, collector, action="place.secret_shown")
    return _secret(collector)


def sign_visitor(
    access: Access, collector: Collector, *, external_id: str = "", email: str = ""
) -> str:
    """The signature as the customer's server makes it; for trying it out."""
    access.require(Permission.SURVEY_SEND)
    return _signature(_secret(collector), _signed_words(external_id, email))


def visitor_of(access: Access, collector: Collector, claim: Claim) -> Person | None:
    """The customer whom the claim names, new where we did not know them; nobody if not signed.

    `access` is the visitor's own. A survey that promises to know nobody asks for no name.
    """
    place = access.workspace
    words = _signed_words(claim.id, claim.email)
    if not words or max(len(claim.id), len(claim.email)) > LONGEST:
        return None
    if collector.survey.privacy == Privacy.ANONYMOUS:
        return None
    expected = _signature(_secret(collector), words)
    if not hmac.compare_digest(expected.encode(), claim.signature.strip().lower().encode()):
        return None
    trusted = Access.system(place, "signed by the customer's server")
    known = {"external_id": claim.id} if claim.id else {"email": claim.email}
    return identify_person(trusted, **known)[0]


def _signed_words(external_id: str, email: str) -> str:
    if external_id:
        return f"id:{external_id}"
    return f"email:{email}" if email else ""


def _secret(collector: Collector) -> str:
    about = f"widget:{collector.key}:{collector.secret_number}"
    return _signature(str(settings.SECRET_KEY), about)


def _signature(secret: str, words: str) -> str:
    return hmac.digest(secret.encode(), words.encode(), hashlib.sha256).hex()
