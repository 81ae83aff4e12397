"""Cases, initiatives, effort. A partner has no case here: what is not theirs does not exist."""

from datetime import date

from emptychair.loop.models import EffortEntry, InitiativeVoice
from emptychair.messaging.models import InboundMail
from tests.architecture.permission_table.who import may
from tests.factories.loop import make_case, make_initiative
from tests.people import NOW

TEAM = ("owner", "manager", "member")
READERS = (*TEAM, "analyst")


def seen(*allowed, ok=200, others=403, **rest):
    """Something of one workspace: for those outside it does not exist."""
    return may(*allowed, ok=ok, others=others, **({"outsider": 404} | rest))


def section(*allowed, ok=200, **rest):
    """A page of one's own workspace, also for the owner of the neighbours."""
    return may(*allowed, "outsider", ok=ok, **rest)


LINES = {
    ("GET", "cases/", "/cases/"): section(*READERS, "partner"),
    ("GET", "cases/export.csv", "/cases/export.csv"): section("owner", "manager"),
    ("GET", "cases/new/", "/cases/new/"): section(*TEAM, "partner"),
    ("POST", "cases/change/", "/cases/change/"): section(*TEAM, "partner", ok=302),
    ("POST", "cases/undo/<slug:batch>/", "/cases/undo/none/"): section(*TEAM, "partner", ok=302),
    ("GET", "cases/<int:number>/", "/cases/{case}/"): seen(*READERS, partner=404),
    ("POST", "cases/<int:number>/<slug:act>/", "/cases/{case}/kept/"): seen(
        *TEAM, ok=302, partner=404
    ),
    ("GET", "initiatives/", "/initiatives/"): section(*READERS),
    ("GET", "initiatives/new/", "/initiatives/new/"): section(*TEAM),
    ("GET", "initiatives/link/", "/initiatives/link/?case={case}"): seen(*TEAM),
    ("GET", "initiatives/<int:number>/", "/initiatives/{initiative}/"): seen(*READERS),
    ("GET", "initiatives/<int:number>/edit/", "/initiatives/{initiative}/edit/"): seen(*TEAM),
    ("POST", "initiatives/<int:number>/move/", "/initiatives/{initiative}/move/"): seen(
        *TEAM, ok=302
    ),
    (
        "POST",
        "initiatives/<int:number>/voices/<int:voice_id>/unlink/",
        "/initiatives/{initiative}/voices/{voice}/unlink/",
    ): seen(*TEAM, ok=302),
    ("GET", "initiatives/<int:number>/tell/", "/initiatives/{initiative}/tell/"): seen(*TEAM),
    (
        "POST",
        "initiatives/<int:number>/answers/<int:inbound_id>/case/",
        "/initiatives/{initiative}/answers/{mail}/case/",
    ): seen(*TEAM, ok=302),
    ("GET", "effort/", "/effort/"): section(*READERS, "partner"),
    ("POST", "effort/log/", "/effort/log/"): section(*TEAM, "partner", ok=302),
    ("GET", "effort/<int:entry_id>/", "/effort/{entry}/"): seen(
        "owner", "manager", "member", partner=404
    ),
    ("POST", "effort/<int:entry_id>/delete/", "/effort/{entry}/delete/"): seen(
        "owner", "manager", "member", ok=302, partner=404
    ),
    ("POST", "effort/undo/<int:audit_id>/", "/effort/undo/1/"): section(*TEAM, "partner", ok=302),
}


def make(people):
    initiative = make_initiative(people.workspace)
    case = make_case(people.workspace, number=901)
    voice = InitiativeVoice.objects.create(
        workspace=people.workspace, initiative=initiative, case=case
    )
    mail = InboundMail.objects.create(
        workspace=people.workspace,
        header_id="<table@example.com>",
        thread=f"initiative:{initiative.pk}",
        from_address="x@example.com",
        to_address="y@example.com",
        text="Thanks",
        raw="",
        received_at=NOW,
    )
    entry = EffortEntry.objects.create(
        workspace=people.workspace,
        user=people.bob,
        kind="doing",
        minutes=5,
        spent_on=date(2026, 11, 20),
    )
    return {
        "case": case.number,
        "initiative": initiative.number,
        "voice": voice.pk,
        "mail": mail.pk,
        "entry": entry.pk,
    }
