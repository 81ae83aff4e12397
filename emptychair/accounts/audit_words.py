"""The audit trail in words. What is stored is a code, `subject.verb`, and this reads it aloud.

A code nobody wrote words for is shown as it is, with spaces: the trail never hides an entry.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy

Words = str | Promise

SUBJECTS: dict[str, Words] = {
    "address": pgettext_lazy("audit", "Address"),
    "agenda": pgettext_lazy("audit", "Today"),
    "attribute": pgettext_lazy("audit", "Attribute"),
    "case": pgettext_lazy("audit", "Case"),
    "company": pgettext_lazy("audit", "Company"),
    "contact_rule": pgettext_lazy("audit", "Contact rule"),
    "delighted_key": pgettext_lazy("audit", "Key for Delighted's programs"),
    "effort": pgettext_lazy("audit", "Effort"),
    "export": pgettext_lazy("audit", "Export"),
    "import": pgettext_lazy("audit", "Import"),
    "initiative": pgettext_lazy("audit", "Initiative"),
    "journey": pgettext_lazy("audit", "Journey"),
    "loop": pgettext_lazy("audit", "Cases"),
    "map": pgettext_lazy("audit", "Map"),
    "member": pgettext_lazy("audit", "Member"),
    "message": pgettext_lazy("audit", "Message"),
    "person": pgettext_lazy("audit", "Person"),
    "place": pgettext_lazy("audit", "Place to answer"),
    "response": pgettext_lazy("audit", "Answer"),
    "segment": pgettext_lazy("audit", "Segment"),
    "sending": pgettext_lazy("audit", "Sending to many"),
    "sending_domain": pgettext_lazy("audit", "Sending domain"),
    "special_day": pgettext_lazy("audit", "Special day"),
    "stage": pgettext_lazy("audit", "Stage"),
    "survey": pgettext_lazy("audit", "Survey"),
    "team": pgettext_lazy("audit", "Team"),
    "token": pgettext_lazy("audit", "Token"),
    "touchpoint": pgettext_lazy("audit", "Touchpoint"),
    "voice": pgettext_lazy("audit", "Voice"),
    "wish": pgettext_lazy("audit", "Wish"),
    "webhook": pgettext_lazy("audit", "Webhook"),
    "workspace": pgettext_lazy("audit", "Workspace"),
}
VERBS: dict[str, Words] = {
    "added": pgettext_lazy("audit", "added"),
    "allowed": pgettext_lazy("audit", "allowed again"),
    "asked": pgettext_lazy("audit", "sent out"),
    "assigned": pgettext_lazy("audit", "assigned"),
    "call_noted": pgettext_lazy("audit", "call noted"),
    "called": pgettext_lazy("audit", "call noted"),
    "cancelled": pgettext_lazy("audit", "given up"),
    "case_opened": pgettext_lazy("audit", "case opened"),
    "changed": pgettext_lazy("audit", "changed"),
    "closed": pgettext_lazy("audit", "closed"),
    "completed": pgettext_lazy("audit", "completed"),
    "consent": pgettext_lazy("audit", "consent changed"),
    "corrected": pgettext_lazy("audit", "corrected"),
    "created": pgettext_lazy("audit", "created"),
    "defined": pgettext_lazy("audit", "defined"),
    "deleted": pgettext_lazy("audit", "deleted"),
    "dismissed": pgettext_lazy("audit", "taken off"),
    "done": pgettext_lazy("audit", "done"),
    "downloaded": pgettext_lazy("audit", "downloaded"),
    "draft": pgettext_lazy("audit", "back to a draft"),
    "drawn": pgettext_lazy("audit", "drawn"),
    "email_changed": pgettext_lazy("audit", "mail address changed"),
    "exported": pgettext_lazy("audit", "exported"),
    "failed": pgettext_lazy("audit", "failed"),
    "finished": pgettext_lazy("audit", "finished"),
    "fulfilled": pgettext_lazy("audit", "fulfilled"),
    "given": pgettext_lazy("audit", "handed over"),
    "invitation_withdrawn": pgettext_lazy("audit", "invitation withdrawn"),
    "invited": pgettext_lazy("audit", "invited"),
    "invited_again": pgettext_lazy("audit", "invited again"),
    "joined": pgettext_lazy("audit", "joined"),
    "logged": pgettext_lazy("audit", "logged"),
    "made": pgettext_lazy("audit", "made"),
    "mail_came": pgettext_lazy("audit", "mail received"),
    "member_added": pgettext_lazy("audit", "member added"),
    "member_removed": pgettext_lazy("audit", "member taken out"),
    "merge_undone": pgettext_lazy("audit", "merge undone"),
    "merged": pgettext_lazy("audit", "merged"),
    "moved_with_merge": pgettext_lazy("audit", "moved along with a merge"),
    "noted": pgettext_lazy("audit", "note written"),
    "opened": pgettext_lazy("audit", "opened"),
    "password_changed": pgettext_lazy("audit", "password changed"),
    "password_set": pgettext_lazy("audit", "password set"),
    "password_reset": pgettext_lazy("audit", "password set anew"),
    "pin_set": pgettext_lazy("audit", "PIN set"),
    "profile_changed": pgettext_lazy("audit", "profile changed"),
    "paused": pgettext_lazy("audit", "paused"),
    "promise_kept": pgettext_lazy("audit", "promise kept"),
    "promised": pgettext_lazy("audit", "promise made"),
    "recovery_codes_generated": pgettext_lazy("audit", "recovery codes made"),
    "reminders_changed": pgettext_lazy("audit", "reminders changed"),
    "removed": pgettext_lazy("audit", "removed"),
    "reopened": pgettext_lazy("audit", "opened again"),
    "replied": pgettext_lazy("audit", "replied"),
    "restored": pgettext_lazy("audit", "restored"),
    "resumed": pgettext_lazy("audit", "resumed"),
    "revoked": pgettext_lazy("audit", "revoked"),
    "role_changed": pgettext_lazy("audit", "role changed"),
    "running": pgettext_lazy("audit", "running"),
    "secret_renewed": pgettext_lazy("audit", "secret renewed"),
    "secret_shown": pgettext_lazy("audit", "secret looked at"),
    "set": pgettext_lazy("audit", "added or role set"),
    "signed_in": pgettext_lazy("audit", "signed in"),
    "signed_out": pgettext_lazy("audit", "signed out"),
    "snoozed": pgettext_lazy("audit", "postponed"),
    "started": pgettext_lazy("audit", "started"),
    "stopped": pgettext_lazy("audit", "stopped"),
    "suppressed": pgettext_lazy("audit", "suppressed"),
    "tested": pgettext_lazy("audit", "test sent"),
    "texts_changed": pgettext_lazy("audit", "words changed"),
    "told": pgettext_lazy("audit", "customers told"),
    "totp_activated": pgettext_lazy("audit", "authenticator app set up"),
    "totp_deactivated": pgettext_lazy("audit", "authenticator app removed"),
    "undo_started": pgettext_lazy("audit", "being taken back"),
    "undone": pgettext_lazy("audit", "undone"),
    "uploaded": pgettext_lazy("audit", "file taken in"),
    "urgency": pgettext_lazy("audit", "urgency changed"),
    "voice_linked": pgettext_lazy("audit", "voice linked"),
    "voice_unlinked": pgettext_lazy("audit", "voice unlinked"),
    "webauthn_added": pgettext_lazy("audit", "passkey added"),
    "webauthn_removed": pgettext_lazy("audit", "passkey removed"),
}
TABLES = {  # tables that are called otherwise than what they hold
    "agendamark": "agenda",
    "attributedefinition": "attribute",
    "collector": "place",
    "effortentry": "effort",
    "exportrun": "export",
    "importrun": "import",
    "memberinvitation": "member",
    "membership": "member",
    "sendingdomain": "sending_domain",
    "sendingpause": "sending",
    "specialday": "special_day",
    "suppression": "address",
    "user": "member",
}


def words_of(action: str) -> str:
    """`case.closed` as "Case: closed"."""
    subject, _dot, verb = action.partition(".")
    known = SUBJECTS.get(subject, subject.replace("_", " "))
    words = {"subject": known, "verb": VERBS.get(verb, verb.replace("_", " "))}
    return gettext("%(subject)s: %(verb)s") % words


def subject_words(kind: str) -> str:
    """`loop.case` as "Case"."""
    name = kind.rpartition(".")[2]
    return str(SUBJECTS.get(TABLES.get(name, name), name))


def actor_words(kind: str, label: str) -> str:
    """Who acted: a person by name, the rest with what they are."""
    if kind == "system":
        return gettext("Emptychair (%(reason)s)") % {"reason": label}
    if kind == "token":
        return gettext("Token %(name)s") % {"name": label}
    if kind == "respondent":
        return gettext("A customer, by link")
    return label
