from dataclasses import replace

import pytest

from emptychair.accounts.models import AuditEntry
from emptychair.digests.errors import (
    AudienceMissing,
    DayUnknown,
    DigestInvalid,
    NoSuchReader,
    NotConfirmed,
)
from emptychair.digests.services.digests import save_digest
from emptychair.digests.types import Settings
from tests.people import NOW

PLAIN = Settings(name="取締役会")


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"name": " "}, DigestInvalid),
        ({"forms": ()}, DigestInvalid),
        ({"forms": ("docx",)}, DigestInvalid),
        ({"language": "xx"}, DigestInvalid),
        ({"cadence": "day"}, DigestInvalid),
        ({"day": 31}, DayUnknown),
        ({"hour": 24}, DayUnknown),
        ({"audience": "team"}, AudienceMissing),
        ({"audience": "touchpoint", "touchpoint_id": 999_999}, AudienceMissing),
        ({"audience": "moon"}, AudienceMissing),
        ({"addresses": ("nonsense",)}, NoSuchReader),
        ({"members": (999_999,)}, NoSuchReader),
        ({"addresses": ("a@example.org",)}, NotConfirmed),
    ],
)
def test_what_makes_no_report_is_refused_with_what_to_do(people, changed, refusal):
    with pytest.raises(refusal):
        save_digest(people.system, replace(PLAIN, **changed), now=NOW)


def test_neither_a_partner_nor_a_neighbour_is_a_reader(people):
    for user in (people.paul, people.charlie):
        with pytest.raises(NoSuchReader):
            save_digest(people.system, replace(PLAIN, members=(user.pk,)), now=NOW)


def test_an_address_is_confirmed_once_and_kept_with_who_did_it(people):
    from emptychair.accounts.queries import access_of_user

    alice = access_of_user(people.alice, slug="kitchen")
    wanted = replace(PLAIN, addresses=("Auditor@Example.org",))
    digest = save_digest(alice, wanted, confirmed=True, now=NOW)
    save_digest(alice, replace(wanted, name="別の名前"), digest=digest, now=NOW)
    recipient = digest.recipients.get()
    assert (recipient.address, recipient.confirmed_by) == ("auditor@example.org", people.alice)
    more = replace(wanted, addresses=("auditor@example.org", "b@example.org"))
    with pytest.raises(NotConfirmed):
        save_digest(alice, more, digest=digest, now=NOW)
    actions = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
    assert actions[-2:] == ["digest.created", "digest.changed"]
