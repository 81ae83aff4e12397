import json
import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from emptychair.accounts.access import Access, Actor, ActorKind
from emptychair.accounts.permissions import Permission
from emptychair.customers.services.household import note_wish
from emptychair.exchange.errors import FileGone
from emptychair.exchange.models import ExportRun
from emptychair.exchange.queries import export_with_id
from emptychair.exchange.services.exporting import begin_export, drop_expired, note_download
from emptychair.exchange.services.files import stored_path
from emptychair.exchange.tables import TABLES
from emptychair.kit.errors import NotFound, Refused
from emptychair.surveys.models import Answer
from tests.factories.customers import make_person
from tests.factories.definitions import ask_this, every_kind
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


KEPT_IN_THE_HOUSE = {
    # keys and doors
    "accounts.token",
    "accounts.memberinvitation",
    "delighted.apikey",
    "delighted.webhook",
    "surveys.permalink",
    "surveys.visit",
    # what the machinery notes about its own work
    "agenda.agendamark",
    "analytics.snapshot",
    "delighted.givenaddress",
    "delighted.surveyrequest",
    "delighted.webhookdelivery",
    "exchange.exportrun",
    "exchange.importrun",
    "exchange.importedrow",
    "exchange.rejectedrow",
    "http.givenanswer",
    "http.ratewindow",
    "messaging.hold",
    "messaging.deliverynote",
    "messaging.sendingdomain",
    "messaging.sendingpause",
    "messaging.messagefile",  # downloaded with the report it belongs to
    "digests.digestfile",  # downloaded from its page
    "digests.wall",
    "scorecard.keptreading",  # read anew every night
    "plans.planlink",  # an address that lets somebody in
    "success.lookrun",  # how far the look after an import is
    "surveys.wave",
    "touchpoints.journey",  # goes out with its stages
}


def test_everything_that_is_kept_for_a_company_can_be_taken_away():
    kept = {
        model._meta.label_lower
        for model in apps.get_models()
        if any(field.name == "workspace" for field in model._meta.get_fields())
    }
    going = {table.model for table in TABLES.values()}
    missing = kept - going - KEPT_IN_THE_HOUSE
    assert missing == set(), "Add a table to exchange/tables."


def test_wishes_go_out_with_names_masked_for_those_who_may_not_see_them(people, data_folder):
    person = make_person(people.workspace, name="山田 太郎", email="taro@example.com")
    note_wish(people.system, person, text="山田です。静かな席がよい", now=timezone.now())
    access = machine(people, Permission.DATA_EXPORT)
    (row,) = lines(access, begin_export(access, tables=["wishes"], form="jsonl"))
    assert "静かな席がよい" in row["text"]
    assert "山田" not in json.dumps(row, ensure_ascii=False)


def test_answers_go_out_by_question_with_names_masked(people, data_folder):
    survey = ask_this(make_survey(people.workspace), every_kind())
    person = make_person(people.workspace, name="山田 太郎", external_id="C1")
    response = make_response(survey, person, version=1, external_id="R1")
    plain = {"workspace": people.workspace, "response": response, "survey": survey}
    cells = {"name": "山田 太郎", "email": "taro@example.com"}
    Answer.objects.create(**plain, question="contact", kind="contact", cells=cells)
    Answer.objects.create(**plain, question="why", kind="long_text", text="山田です")
    tables = ["answers_by_question", "survey_versions"]
    program = machine(people, Permission.DATA_EXPORT)
    for access, is_masked in ((people.system, False), (program, True)):
        export = begin_export(access, tables=tables[:1], form="jsonl")
        contact, why = lines(access, export)
        assert (contact["question"], contact["response_id"]) == ("contact", "R1")
        assert ("山田 太郎" in contact["cells"]["name"]) is not is_masked
        assert ("taro@" in contact["cells"]["email"]) is not is_masked
        assert ("山田" in why["text"]) is not is_masked
    (version,) = lines(people.system, begin_export(people.system, tables=tables[1:], form="jsonl"))
    assert (version["survey"], version["number"]) == (survey.name, 1)


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
    for secret in ("太郎", "山田", "taro@"):
        assert secret not in whole
    assert not re.search(r"(?<![\d.])090", whole)  # a moment may have these digits
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
