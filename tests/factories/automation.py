"""Playbooks for tests."""

from datetime import timedelta

from emptychair.accounts.access import Access
from emptychair.automation.models import Playbook, PlaybookVersion
from emptychair.automation.rules.definition import plain_definition, read_definition
from emptychair.automation.types import Occurrence, PlaybookState, Subject
from tests.people import NOW

TASK = {"id": "s1", "kind": "task", "settings": {"title": "Call {name}", "who": "owner"}}
MAIL = {
    "id": "s2",
    "kind": "mail",
    "settings": {
        "subject_ja": "{name}、いかがですか",
        "text_ja": "{name}\n\nその後いかがでしょうか。",
        "subject_en": "How are you, {name}?",
        "text_en": "Dear {name},\n\nhow are you?",
        "delay": 30,
    },
}


def plain(*steps, **fields):
    return {"trigger": "event", "parameters": {"name": "lapsed"}, "steps": list(steps), **fields}


def make_playbook(workspace, *steps, state=PlaybookState.LIVE.value, name="Silent", **fields):
    draft = plain_definition(read_definition(plain(*(steps or (TASK,)), **fields)))
    row = Playbook.objects.create(
        workspace=workspace, name=name, draft=draft, seed="seed", state=state
    )
    if state != PlaybookState.DRAFT:
        row.version = PlaybookVersion.objects.create(
            workspace=workspace, playbook=row, number=1, definition=draft, made_at=NOW
        )
        row.went_live_at = row.looked_until = NOW - timedelta(days=1)
        row.save()
    return row


def happened(key, person=None, company=None, moment=NOW):
    subject = Subject(person.pk if person else None, company.pk if company else None)
    return Occurrence(key, subject, moment)


def acting(workspace):
    return Access.system(workspace, "playbooks")
