"""Mail that came in."""

from email.utils import parseaddr

from emptychair.accounts.access import Access
from emptychair.customers.models import Person
from emptychair.kit.masking import mask_email, mask_name, mask_names
from emptychair.messaging.errors import MessageNotFound
from emptychair.messaging.models import InboundMail


def inbound_mail(access: Access, inbound_id: int) -> InboundMail:
    """One mail that came in, masked where names may not be seen. Raises `MessageNotFound`.

    A masked one is for reading; do not save it.
    """
    found = InboundMail.objects.visible_to(access).filter(pk=inbound_id).first()
    if found is None:
        raise MessageNotFound
    return found if access.may_see_names else _masked(access, found)


def person_with_address(access: Access, address: str) -> Person | None:
    """The customer with this mail address: of several the one heard of last."""
    plain = parseaddr(address)[1].strip().lower()
    if not plain:
        return None
    found = Person.objects.visible_to(access).filter(email=plain, merged_into=None)
    return found.order_by("-last_event_at", "-pk").first()


def _masked(access: Access, mail: InboundMail) -> InboundMail:
    names = [mail.from_name, mail.person.name if mail.person else ""]
    mail.text = mask_names(mail.text, names)
    mail.subject = mask_names(mail.subject, names)
    mail.from_name = mask_name(mail.from_name, access.workspace.language)
    mail.from_address, mail.raw = mask_email(mail.from_address), ""
    return mail
