import json
from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.accounts.access import Access, Actor, ActorKind
from emptychair.accounts.permissions import Permission
from emptychair.exchange.errors import FileGone
from emptychair.exchange.models import ExportRun
from emptychair.exchange.queries import export_with_id
from emptychair.exchange.services.exporting import begin_export, drop_expired, note_download
from emptychair.exchange.services.files import stored_path
from emptychair.exchange.tables import TABLES
from emptychair.kit.errors import NotFound, Refused
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey


def machine(people, *rights):
    return Access(
        actor=Actor(ActorKind.TOKEN, 1, "machine"),
        place=people.workspace,
        rights=frozenset(rights),
        may_see_names=False,
    )


def lines(access, export):
    text = stored_path(access, export.stored_as).read_text()
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_can_be_written(people, data_folder, name):
    export = begin_export(people.system, tables=[name], form="jsonl")
    assert export.state == "done"


def test_names_are_masked_for_those_who_may_not_see_them(people, data_folder):
    person = make_person(
        people.workspace, name="山田 太郎", email="taro@example.com", phone="090-1234-5678"
    )
    make_response(make_survey(people.workspace), person, comment="山田です。電話ください")
    access = machine(people, Permission.DATA_EXPORT)
    whole = "".join(
        stored_path(access, begin_export(access, tables=[name], form="jsonl").stored_as).read_text()
        for name in ("people", "answers")
    )
    for secret in ("太郎", "山田", "taro@", "090"):
        assert secret not in whole
    assert "電話ください" in whole


def test_an_export_with_names_is_not_there_for_those_who_may_not_see_them(people, data_folder):
    export = begin_export(people.system, tables=["people"], form="csv")
    with pytest.raises(NotFound):
        export_with_id(machine(people, Permission.DATA_EXPORT), export.pk)


def test_nobody_sees_the_neighbours(people, data_folder):
    make_person(people.neighbours, name="Other")
    make_person(people.workspace, name="Ours")
    export = begin_export(people.system, tables=["people"], form="jsonl")
    assert [row["name"] for row in lines(people.system, export)] == ["Ours"]


def test_who_may_not_export_is_refused(people):
    with pytest.raises(Refused):
        begin_export(machine(people), tables=["people"], form="csv")


def test_an_export_is_gone_after_a_week(people, data_folder):
    begin_export(people.system, tables=["people"], form="csv")
    now = timezone.now()
    nobody = Access.system(None, "tests")
    assert drop_expired(nobody, now=now + timedelta(days=6)) == 0
    assert drop_expired(nobody, now=now + timedelta(days=8)) == 1
    with pytest.raises(FileGone):
        note_download(people.system, ExportRun.objects.get())
    assert not [one for one in data_folder.rglob("*") if one.is_file()]
