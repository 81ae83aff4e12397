"""Every service that writes asks for a right first, itself or through what it calls."""

import ast
from collections.abc import Iterator

from tests.architecture.tree import File, called_name, code, public_functions, told

WRITES = {
    "abulk_create", "bulk_create", "bulk_update", "create", "create_user", "delete",
    "get_or_create", "record_audit", "save", "update", "update_or_create",
}  # fmt: skip
ASKS = {"require", "require_bulk"}  # the second is for the product itself alone

# What may write without asking for a right, and why. Building blocks are called by services only.
BLOCK = "a building block: the service that calls it has asked"
JOB = "only a job calls it, as the product itself; who started it was asked"
OWN = "somebody's own account, or their way in: no right of a workspace applies"
NEED_NOT_ASK = {
    "answer_confirmation": "a customer with a signed link, good for one number",
    "accept_invitation": OWN,
    "authenticate_token": OWN,
    "change_profile": OWN,
    "create_workspace": OWN,
    "note_own_act": OWN,
    "add_to_timeline": BLOCK,
    "attach_files": BLOCK,
    "after_closing": BLOCK,
    "change_case": BLOCK,
    "create_numbered": BLOCK,
    "decide_contact": BLOCK,
    "note_refusal": BLOCK,
    "hold_customer": BLOCK,
    "hold_person": BLOCK,
    "lift_hold": BLOCK,
    "plan_message": BLOCK,
    "record_audit": BLOCK,
    "renew_search_text_of": BLOCK,
    "renew_standing": BLOCK,
    "set_state": BLOCK,
    "stop_where_needed": BLOCK,
    "store_upload": BLOCK,
    "tell_timeline": BLOCK,
    "mirror_main": BLOCK,
    "may_show": "a widget asks for its visitor; the contact rule decides",
    "store_change": BLOCK,
    "tell_corrected": BLOCK,
    "tell_received": BLOCK,
    "write_entry": BLOCK,
    "begin_request": "what a machine was answered, whatever it may do",
    "count_request": "how often a machine asked, whatever it may do",
    "end_request": "what a machine was answered, whatever it may do",
    "drop_expired": JOB,
    "fail_export": JOB,
    "find_stranded_messages": JOB,
    "follow_unmerge": JOB,
    "forget_expired": JOB,
    "forget_files": JOB,
    "forget_old_answers": JOB,
    "forget_old_rates": JOB,
    "tell_team": JOB,
    "add_day_and_wish": "the demo, by command of the operator",
    "demo_colleague": "the demo, by command of the operator",
    "mark_as_demo": "the demo, by command of the operator",
    "remove_demo_workspace": "the demo, by command of the operator",
    "set_stage": "the demo, by command of the operator",
    "wrote_back": "the demo, by command of the operator",
}


def services() -> list[File]:
    return [file for file in code() if "services" in file.folders[1:] or file.name == "services.py"]


class Calls:
    """Who calls whom, by name, over all services."""

    def __init__(self, files: list[File]) -> None:
        self.called: dict[str, set[str]] = {}
        self.public: dict[str, str] = {}
        for file in files:
            for node in ast.walk(file.tree):
                if isinstance(node, ast.FunctionDef):
                    names = {_key(file, called_name(one)) for one in _calls(node)}
                    self.called.setdefault(_key(file, node.name), set()).update(names)
            for function in public_functions(file.tree):
                self.public[function.name] = _key(file, function.name)

    def reaches(self, start: str, wanted: set[str]) -> bool:
        waiting, seen = [start], {start}
        while waiting:
            for name in self.called.get(waiting.pop(), ()):
                plain = name.rpartition(":")[2]
                if plain in wanted:
                    return True
                key = name if name in self.called else self.public.get(plain, name)
                if key not in seen:
                    seen.add(key)
                    waiting.append(key)
        return False

    def unasked(self) -> Iterator[str]:
        for name, key in sorted(self.public.items()):
            if self.reaches(key, WRITES) and not self.reaches(key, ASKS):
                yield name


def _key(file: File, name: str) -> str:
    return f"{file.path}:{name}"


def _calls(function: ast.FunctionDef) -> Iterator[ast.Call]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            yield node


def test_what_writes_asks_for_a_right_first():
    found = [
        f"{name} writes and nobody asks for a right. Begin with access.require(...), or say in "
        "NEED_NOT_ASK why it need not."
        for name in Calls(services()).unasked()
        if name not in NEED_NOT_ASK
    ]
    assert not found, told(found)


def test_the_exceptions_are_still_needed():
    gone = set(NEED_NOT_ASK) - set(Calls(services()).unasked())
    assert not gone, f"These ask by now, or are no more; take them out: {sorted(gone)}"


def test_the_check_sees_a_writer_that_asks_nobody():
    text = (
        "def close(access, case):\n    _store(case)\n\n"
        "def _store(case):\n    case.save()\n\n"
        "def ask_and_close(access, case):\n    access.require(1)\n    close(access, case)\n"
    )
    assert list(Calls([File("emptychair/loop/services/x.py", text)]).unasked()) == ["close"]
