"""Every main page of the product: its address, or the list in which its link stands."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """`address` as it is, or the first link on it that matches `link`, with `then` behind it."""

    address: str
    link: str = ""
    then: str = ""
    status: int = 200


CASES = "/cases/?view=open"
PLACES = {
    "today": Place("/"),
    "what was done": Place("/today/done/"),
    "people": Place("/customers/"),
    "person": Place("/customers/", r"/customers/people/\d+/"),
    "merge": Place("/customers/", r"/customers/people/\d+/", "merge/"),
    "companies": Place("/customers/companies/"),
    "company": Place("/customers/companies/", r"/customers/companies/\d+/"),
    "segments": Place("/customers/segments/"),
    "new segment": Place("/customers/segments/new/"),
    "voices": Place("/voices/"),
    "voice": Place("/voices/", r"/voices/\d+/"),
    "touchpoints": Place("/touchpoints/"),
    "touchpoint": Place("/touchpoints/", r"/touchpoints/\d+/"),
    "nps": Place("/scores/"),
    "csat": Place("/scores/?metric=csat"),
    "ces": Place("/scores/?metric=ces"),
    "cases": Place(CASES),
    "case": Place(CASES, r"/cases/\d+/"),
    "new case": Place("/cases/new/"),
    "initiatives": Place("/initiatives/"),
    "initiative": Place("/initiatives/", r"/initiatives/\d+/"),
    "tell": Place("/initiatives/", r"/initiatives/\d+/", "tell/"),
    "effort": Place("/effort/"),
    "surveys": Place("/surveys/"),
    "survey": Place("/surveys/", r"/surveys/\d+/"),
    "survey editor": Place("/surveys/", r"/surveys/\d+/", "edit/"),
    "who would be asked": Place("/surveys/", r"/surveys/\d+/", "ask/"),
    "who was asked": Place("/surveys/", r"/surveys/\d+/", "asked/"),
    "programme": Place("/programme/"),
    "task": Place("/programme/", r"/programme/tasks/\d+/"),
    "target": Place("/programme/", r"/programme/targets/\d+/"),
    "escalation": Place("/programme/", r"/programme/escalations/\d+/"),
    "routine": Place("/programme/", r"/programme/routines/\d+/"),
    "seats": Place("/programme/seats/"),
    "outbox": Place("/settings/outbox/"),
    "mail": Place("/settings/outbox/?purpose=survey", r"/settings/outbox/\d+/"),
    "contact rule": Place("/settings/outbox/rule/"),
    "data": Place("/settings/data/"),
    "settings": Place("/settings/"),
    "members": Place("/settings/members/"),
    "teams": Place("/settings/teams/"),
    "tokens": Place("/settings/tokens/"),
    "audit": Place("/settings/audit/"),
    "workspace": Place("/settings/workspace/"),
    "profile": Place("/settings/profile/"),
    "jobs": Place("/settings/jobs/"),
    "api": Place("/api/v1/reference/"),
    "components": Place("/ui/"),
    "not found": Place("/nothing/here/", status=404),
}
OUTSIDE = {
    "sign in": Place("/account/sign-in/"),
    "sign up": Place("/account/sign-up/"),
    "link cut in two": Place("/a/nothing/", status=404),
}
