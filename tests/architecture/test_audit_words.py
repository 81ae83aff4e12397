"""Whatever is written into the audit trail can be read there, in both languages."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import allauth
import pytest
from django.utils import translation

from emptychair.accounts.audit_words import SUBJECTS, VERBS
from emptychair.agenda.types import MarkAction
from emptychair.alerts.types import AlertState
from emptychair.programme.types import TaskState
from emptychair.surveys.types import SurveyState
from tests.architecture.tree import called_name, code, is_migration

CODE = re.compile(r"[a-z_]+\.[a-z_]+")
JAPANESE = re.compile(r"[ぁ-ヿ一-鿿]")
NAMES = {"Webhook"}
TOLD_BY_ALLAUTH = re.compile(r'send_notification_mail\(\s*"[a-z_/]+/([a-z_]+)"')


def notices_of_allauth() -> list[str]:
    """What happens to an account is written down by the name of the notice about it."""
    folder = Path(allauth.__file__).parent
    texts = (path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    return sorted({name for text in texts for name in TOLD_BY_ALLAUTH.findall(text)})


# Codes that are put together: each beginning with the ends it may have.
PUT_TOGETHER = {
    "member.": notices_of_allauth(),
    "agenda.": [one.value for one in MarkAction],
    "alert.": [one.value for one in AlertState],
    "survey.": [one.value for one in SurveyState],
    "task.": [one.value for one in TaskState],
}


def takers(found: list[ast.Module]) -> dict[str, int]:
    """Functions with a parameter `action`, and its place among the positional ones."""
    places = {}
    for tree in found:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [one.arg for one in (*node.args.posonlyargs, *node.args.args)]
                if "action" in names:
                    places[node.name] = names.index("action")
    return places


def given_actions(call: ast.Call, places: dict[str, int]) -> Iterator[ast.expr]:
    yield from (one.value for one in call.keywords if one.arg == "action")
    place = places.get(called_name(call), len(call.args))
    if place < len(call.args):
        yield call.args[place]


@cache  # and not when the file is loaded: every worker loads every file
def codes() -> tuple[set[str], set[str]]:
    """All codes written as they are, and the beginnings of those that are put together."""
    found = [file.tree for file in code() if not is_migration(file)]
    places = takers(found)
    plain, begun = set(), set()
    for tree in found:
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            for value in given_actions(node, places):
                for part in ast.walk(value):
                    if isinstance(part, ast.JoinedStr):
                        first = part.values[0]
                        assert isinstance(first, ast.Constant), ast.unparse(part)
                        begun.add(first.value)
                    elif isinstance(part, ast.Constant) and CODE.fullmatch(str(part.value)):
                        plain.add(part.value)
    return plain, begun


def test_what_is_put_together_is_known_to_this_test():
    plain, begun = codes()
    assert set(PUT_TOGETHER) >= begun
    assert len(plain) > 100


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_code_of_the_audit_trail_has_words(language):
    plain, begun = codes()
    joined = {begin + end for begin in begun for end in PUT_TOGETHER[begin]}
    wordless = set()
    for each in plain | joined:
        subject, _dot, verb = each.partition(".")
        if subject not in SUBJECTS or verb not in VERBS:
            wordless.add(each)
            continue
        with translation.override(language):
            said = (str(SUBJECTS[subject]), str(VERBS[verb]))
        if language == "ja" and not all(JAPANESE.search(one) or one in NAMES for one in said):
            wordless.add(each)
    assert wordless == set(), "Add words to accounts/audit_words.py and the catalogue."
