"""Everybody who may knock. Lines of the table lie beside this file, one file a section.

A file has `LINES`: {(method, route, address): {who: status}}. An address may hold `{names}` that
its `make(people)` returns: rows made for the test, in the workspace "kitchen".
"""

WHO = (
    "owner",
    "manager",
    "member",
    "analyst",
    "partner",
    "outsider",
    "stranger",
    "token",
    "nobody",
)
# outsider: owner of the neighbours; stranger: signed in, in no workspace; token: report:read

EVERYBODY = dict.fromkeys(WHO, 200)
# API: who is not known is told so
ONLY_KNOWN = {**EVERYBODY, "stranger": 403, "nobody": 401}
# Pages: nobody is sent to the page of signing in; a token is not asked for on pages
SIGN_IN = {"nobody": 302, "stranger": 302}


def may(*allowed: str, ok: int = 200, others: int = 403, **rest: int) -> dict[str, int]:
    """`ok` for those who may, `others` for the other known ones; outsiders see nothing (404)."""
    line = dict.fromkeys(WHO, others) | dict.fromkeys(allowed, ok) | SIGN_IN
    return line | rest
