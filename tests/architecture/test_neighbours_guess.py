"""The neighbours of a workspace try the number of each of its rows, at every address."""

import pytest
from django.test import Client

from emptychair.customers.models import Person
from tests.architecture.test_permissions import SECTIONS

FOR_EVERYBODY = (  # the link is the proof
    "/a/", "/s/", "/w/", "/n/", "/r/", "/wall/", "/account/", "/playbooks/stop/", "/k/", "/p/",
)  # fmt: skip


def addresses_of(section):
    """Every address with a row of a workspace in it, and what the API would be sent there."""
    found = {}
    for _method, _route, address, *body in section.LINES:
        if "{" in address:
            found[address] = body[0] if body else found.get(address, "{}")
    return found


@pytest.mark.parametrize(
    "section", [one for one in SECTIONS if addresses_of(one)], ids=lambda one: one.__name__[35:]
)
def test_the_neighbours_guess_every_number_in_vain(people, data_folder, section):
    rows = section.make(people)
    Person.objects.all().update(name="Zebulon Quackenbush", email="zebulon@quack.example")
    charlie = Client(headers={"accept-language": "en"})
    charlie.force_login(people.charlie)
    told = []
    for address, body in addresses_of(section).items():
        there = address.format(**rows)
        if there.startswith(FOR_EVERYBODY):
            continue
        form = {"content_type": "application/json"} if there.startswith("/api/") else {}
        answers = [charlie.get(there), charlie.post(there, body if form else None, **form)]
        told += [
            f"{there}: {answer.status_code}"
            for answer in answers
            if answer.status_code not in {404, 405} or b"Quackenbush" in answer.getvalue()
        ]
    assert not told
