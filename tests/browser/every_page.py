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
    "new person": Place("/customers/people/new/"),
    "person": Place("/customers/", r"/customers/people/\d+/"),
    "merge": Place("/customers/", r"/customers/people/\d+/", "merge/"),
    "person to edit": Place("/customers/", r"/customers/people/\d+/", "edit/"),
    "timeline": Place("/customers/", r"/customers/people/\d+/", "timeline/"),
    "doubles": Place("/customers/doubles/"),
    "attributes": Place("/customers/attributes/"),
    "search": Place("/search/?q=a"),
    "companies": Place("/customers/companies/"),
    "company": Place("/customers/companies/", r"/customers/companies/\d+/"),
    "company to edit": Place("/customers/companies/", r"/customers/companies/\d+/", "edit/"),
    "segments": Place("/customers/segments/"),
    "new segment": Place("/customers/segments/new/"),
    "voices": Place("/voices/"),
    "voice": Place("/voices/", r"/voices/\d+/"),
    "touchpoints": Place("/touchpoints/"),
    "touchpoint": Place("/touchpoints/", r"/touchpoints/\d+/"),
    "touchpoint to edit": Place("/touchpoints/", r"/touchpoints/\d+/", "edit/"),
    "nps": Place("/scores/"),
    "csat": Place("/scores/?metric=csat"),
    "ces": Place("/scores/?metric=ces"),
    "cases": Place(CASES),
    "case": Place(CASES, r"/cases/\d+/"),
    "new case": Place("/cases/new/"),
    "initiatives": Place("/initiatives/"),
    "initiative": Place("/initiatives/", r"/initiatives/\d+/"),
    "initiative to edit": Place("/initiatives/", r"/initiatives/\d+/", "edit/"),
    "tell": Place("/initiatives/", r"/initiatives/\d+/", "tell/"),
    "effort": Place("/effort/"),
    "hours to edit": Place("/effort/", r"/effort/\d+/"),
    "surveys": Place("/surveys/"),
    "new survey": Place("/surveys/new/"),
    "survey": Place("/surveys/", r"/surveys/\d+/"),
    "survey editor": Place("/surveys/", r"/surveys/\d+/", "edit/"),
    "who would be asked": Place("/surveys/", r"/surveys/\d+/", "ask/"),
    "who was asked": Place("/surveys/", r"/surveys/\d+/", "asked/"),
    "ways to answer": Place("/surveys/", r"/surveys/\d+/", "places/"),
    "new way to answer": Place("/surveys/", r"/surveys/\d+/", "places/qr/"),
    "programme": Place("/programme/"),
    "task": Place("/programme/", r"/programme/tasks/\d+/"),
    "target": Place("/programme/", r"/programme/targets/\d+/"),
    "escalation": Place("/programme/", r"/programme/escalations/\d+/"),
    "routine": Place("/programme/", r"/programme/routines/\d+/"),
    "seats": Place("/programme/seats/"),
    "outbox": Place("/settings/outbox/"),
    "mail": Place("/settings/outbox/?purpose=survey", r"/settings/outbox/\d+/"),
    "sending domain": Place("/settings/sending/"),
    "contact rule": Place("/settings/outbox/rule/"),
    "data": Place("/settings/data/"),
    "settings": Place("/settings/"),
    "members": Place("/settings/members/"),
    "teams": Place("/settings/teams/"),
    "team": Place("/settings/teams/", r"/settings/teams/\d+/"),
    "tokens": Place("/settings/tokens/"),
    "new token": Place("/settings/tokens/new/"),
    "programs made for delighted": Place("/settings/delighted/"),
    "new key": Place("/settings/delighted/keys/new/"),
    "new webhook": Place("/settings/delighted/webhooks/new/"),
    "audit": Place("/settings/audit/"),
    "workspace": Place("/settings/workspace/"),
    "workspaces": Place("/settings/workspaces/"),
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
