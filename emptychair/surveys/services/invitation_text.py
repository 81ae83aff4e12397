"""What an invitation looks like as a short message: the question, how to answer, the link."""

import json
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.messaging.types import SMS
from emptychair.surveys.links import token_for
from emptychair.surveys.models import Invitation, Survey
from emptychair.surveys.queries.sender import company_name
from emptychair.surveys.rules.further_words import WORDED
from emptychair.surveys.rules.reminder_words import short_reminder
from emptychair.surveys.rules.scores import scores_of
from emptychair.surveys.rules.short_texts import Segments, segments_of
from emptychair.surveys.rules.text_scores import labels_of
from emptychair.surveys.rules.texts import ENDS
from emptychair.surveys.services.invitation_mail import public_link, spoken_texts
from emptychair.surveys.types import SurveyTexts

# Headers of a message that a channel with buttons turns into buttons.
TOKEN, LABELS = "Answer-Token", "Answer-Labels"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationText:
    """A short message ready to be planned."""

    text: str
    headers: dict[str, str] = field(default_factory=dict)


def compose_text(access: Access, invitation: Invitation) -> InvitationText:
    """The message of an invitation that is stored; the answer is a number, or given at the link."""
    token = token_for(access.workspace.pk, invitation.pk)
    texts = spoken_texts(
        access, invitation.survey, invitation=invitation, language=invitation.language
    )
    link = public_link(access, reverse("answer", args=[token]))
    return _compose(access, invitation.survey, texts, invitation, token=token, link=link)


def compose_text_reminder(
    access: Access, invitation: Invitation, *, is_last: bool
) -> InvitationText:
    """The same message once more, with a word that says so; link and buttons are the same."""
    first = compose_text(access, invitation)
    again = short_reminder(first.text, invitation.language, is_last=is_last)
    return replace(first, text=again)


def preview_segments(access: Access, survey: Survey, *, language: str) -> tuple[str, Segments]:
    """The SMS as it would look, with a link of the usual length, and what it costs."""
    texts = spoken_texts(access, survey, language=language, words={})
    link = public_link(access, reverse("answer", args=["x" * 44]))
    shown = Invitation(workspace=access.workspace, survey=survey, language=language, channel=SMS)
    text = _compose(access, survey, texts, shown, token="", link=link).text
    return text, segments_of(text)


def why_text(access: Access, invitation: Invitation) -> str:
    """The second question."""
    texts = spoken_texts(
        access, invitation.survey, invitation=invitation, language=invitation.language
    )
    with translation.override(invitation.language):
        return _("Thank you. %(why)s") % {"why": texts.why}


def thanks_text(access: Access, invitation: Invitation, *, rest_at: str = "") -> str:
    """The last word; `rest_at` is where the other questions are."""
    texts = spoken_texts(
        access, invitation.survey, invitation=invitation, language=invitation.language
    )
    if not rest_at:
        return texts.thanks
    with translation.override(invitation.language):
        return _("Thank you. A few more questions are here: %(link)s") % {"link": rest_at}


def hint_text(access: Access, invitation: Invitation) -> str:
    """What we say to a message in which no score can be read."""
    access.workspace  # noqa: B018 - refuses those without one
    with translation.override(invitation.language):
        return _("Thank you. %(how)s") % {"how": _how(invitation.survey, invitation.language)}


def _compose(
    access: Access,
    survey: Survey,
    texts: SurveyTexts,
    invitation: Invitation,
    *,
    token: str,
    link: str,
) -> InvitationText:
    language = invitation.language
    with translation.override(language):
        lines = [
            f"{company_name(access)}: {texts.question}",
            _how(survey, language),
            pgettext("short message", "Or here: %(link)s") % {"link": link},
        ]
        if invitation.channel == SMS:
            lines.append(pgettext("short message", "No more messages: reply STOP"))
    labels = json.dumps(labels_of(survey.metric, language), ensure_ascii=False)
    return InvitationText(
        text="\n".join(lines), headers={TOKEN: token, LABELS: labels} if token else {}
    )


def _how(survey: Survey, language: str) -> str:
    scores, (low, high) = scores_of(survey.metric), ENDS[survey.metric][language]
    if survey.metric in WORDED:
        words = labels_of(survey.metric, language)
        steps = ", ".join(f"{score}: {word}" for score, word in words.items())
        return pgettext("short message", "Reply with a number (%(steps)s).") % {"steps": steps}
    return pgettext(
        "short message", "Reply with a number from %(first)s (%(low)s) to %(last)s (%(high)s)."
    ) % {"first": scores[0], "last": scores[-1], "low": low, "high": high}
