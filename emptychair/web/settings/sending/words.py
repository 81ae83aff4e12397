"""What was found in the DNS, in plain words: what it means, and what to do."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from emptychair.messaging.rules.dns_records import Finding

TITLES: dict[str, str] = {"spf": "SPF", "dkim": "DKIM", "dmarc": "DMARC"}
MEANINGS: dict[str, str | Promise] = {
    "spf": _("names who may send mail for your domain"),
    "dkim": _("is the seal by which others see that a mail is really yours"),
    "dmarc": _("says what to do with mail that only pretends to be yours"),
}
STATES: dict[str, str | Promise] = {
    "good": _("in order"),
    "quiet": _("could be better"),
    "bad": _("to do"),
}
SENTENCES: dict[str, str | Promise] = {
    "spf_good": _("The entry is there, and our way of sending is in it."),
    "spf_missing": _("There is no SPF entry. Please add this one."),
    "spf_twice": _(
        "There are several SPF entries, so none of them counts. Please put this one in their place."
    ),
    "spf_everybody": _(
        "The entry allows everybody to send in your name. Please put this one in its place."
    ),
    "spf_too_long": _(
        "To read the entry takes %(count)s look-ups; above %(most)s it counts as broken. Please "
        "take out what you no longer send with."
    ),
    "spf_without_us": _(
        "The entry does not name the way our mail takes (%(way)s). Please put this one in its "
        "place; if your mail provider told you another one, theirs counts."
    ),
    "dkim_good": _("The key is there."),
    "dkim_selector": _(
        "Please enter the selector below. Your mail provider shows it together with the entry for "
        "the DNS; copy that entry as it is."
    ),
    "dkim_missing": _(
        "Nothing stands under this name. Your mail provider shows what to put there; copy it as it "
        "is, or correct the selector below."
    ),
    "dkim_revoked": _(
        "The key under this name is empty: it was withdrawn. Please take the entry that your mail "
        "provider shows."
    ),
    "dkim_broken": _(
        "The key under this name cannot be read. Mostly a part was lost when it was copied: please "
        "copy the entry once more."
    ),
    "dkim_small": _(
        "The key is there, but short (1024 bits). Ask your mail provider for one of 2048 bits."
    ),
    "dkim_testing": _(
        "The key is there, but marked as a test (t=y). Please take the mark out when all works."
    ),
    "dmarc_good": _("The rule is there, and it protects your name."),
    "dmarc_missing": _(
        "There is no DMARC entry. Large mail providers ask for one. Please add this one: it only "
        "watches and sends you reports."
    ),
    "dmarc_twice": _("There are several DMARC entries, so none counts. Please leave one of them."),
    "dmarc_broken": _("The entry has no valid rule (p=). Please put this one in its place."),
    "dmarc_watching": _(
        "The rule is there and only watches. When the reports show that all your mail passes, this "
        "one protects your name:"
    ),
}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as the page shows it."""

    finding: Finding
    title: str
    meaning: str
    state: str
    sentence: str

    @property
    def is_to_put(self) -> bool:
        """Whether an entry is to be put into the DNS, under a name that is known."""
        return bool(self.finding.put) or self.finding.code in {"dkim_missing", "dkim_revoked"}

    @property
    def kind(self) -> str:
        """Of which kind the entry is; all of them are the same."""
        return "TXT"

    @property
    def tone(self) -> str:
        """The colour of its tag: what could be better waits."""
        return {"good": "good", "quiet": "wait", "bad": "bad"}[self.finding.state]


def finding_row(finding: Finding) -> FindingRow:
    """The finding with its words."""
    return FindingRow(
        finding=finding,
        title=TITLES[finding.subject],
        meaning=str(MEANINGS[finding.subject]),
        state=str(STATES[finding.state]),
        sentence=str(SENTENCES.get(finding.code, finding.code)) % finding.parameters,
    )
