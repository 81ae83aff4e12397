"""What an invitation looks like as a mail, in the language of whoever is asked."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.messaging.channels import UNTRACKED
from emptychair.surveys.links import token_for
from emptychair.surveys.mail_look import with_styles
from emptychair.surveys.models import Invitation, Survey
from emptychair.surveys.queries.sender import company_name
from emptychair.surveys.rules.clicks import HIDDEN
from emptychair.surveys.rules.piping import pipe
from emptychair.surveys.rules.reminder_words import reminder_texts
from emptychair.surveys.rules.scores import scores_of
from emptychair.surveys.rules.special_properties import special_of, with_special
from emptychair.surveys.rules.texts import ENDS, score_words, texts_in
from emptychair.surveys.services.facts import facts_for
from emptychair.surveys.types import TEXTS, SurveyTexts
from emptychair.surveys.types.definition import Privacy

SHORT = 2  # signs on a button that fits beside ten others


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationMail:
    """A mail ready to be planned."""

    subject: str
    text: str
    html: str
    headers: dict[str, str]


def compose_invitation(access: Access, invitation: Invitation) -> InvitationMail:
    """The mail for an invitation that is stored; its links are signed for it alone."""
    texts = spoken_texts(
        access, invitation.survey, invitation=invitation, language=invitation.language
    )
    return _compose(access, invitation, texts)


def compose_reminder(access: Access, invitation: Invitation, *, is_last: bool) -> InvitationMail:
    """The same question once more, with words that ask a second time; the links are the same."""
    language = invitation.language
    texts = spoken_texts(access, invitation.survey, invitation=invitation, language=language)
    again = reminder_texts(texts, language, is_last=is_last)
    return _compose(access, invitation, again)


def _compose(access: Access, invitation: Invitation, texts: SurveyTexts) -> InvitationMail:
    token = token_for(access.workspace.pk, invitation.pk)
    until = invitation.expires_at
    with translation.override(invitation.language):
        local = until.astimezone(access.workspace.zone) if until else None
        answer_by = formats.date_format(local, "MONTH_DAY_FORMAT") if local else ""
    stop = public_link(access, reverse("answer-stop", args=[token]))
    mail = _render(
        access,
        texts,
        metric=invitation.survey.metric,
        language=invitation.language,
        context={
            "greeting": greeting_for(
                access, invitation.person.name if invitation.person else "", invitation.language
            ),
            "is_test": invitation.is_test,
            "answer_by": answer_by,
            "all_link": public_link(access, reverse("answer", args=[token])),
            "stop_link": stop,
            "is_anonymous": invitation.survey.privacy == Privacy.ANONYMOUS,
        },
    )
    return replace(
        mail,
        headers={  # RFC 8058: one POST, no page, no account
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            **({UNTRACKED: "yes"} if invitation.survey.privacy == Privacy.ANONYMOUS else {}),
        },
    )


def preview_invitation(
    access: Access, survey: Survey, *, language: str, words: dict[str, str]
) -> InvitationMail:
    """The mail as it would look with these words; nothing is stored and no link leads anywhere."""
    return _render(
        access,
        spoken_texts(access, survey, language=language, words=words),
        metric=survey.metric,
        language=language,
        context={
            "greeting": greeting_for(
                access, "山田 花子" if language == "ja" else "Jane Doe", language
            ),
            "is_test": False,
            "answer_by": "",
            "all_link": "#",
            "stop_link": "#",
        },
    )


def spoken_texts(
    access: Access,
    survey: Survey,
    *,
    language: str,
    invitation: Invitation | None = None,
    words: dict[str, str] | None = None,
) -> SurveyTexts:
    """The words of a survey in one language, with the names put in; `words` stand before stored.

    With an invitation, what is known of the customer is put in too (`{{attribute:plan}}`); without
    one and without `words`, which are a preview, these marks stay for whoever writes.
    """
    stored = {field: dict(getattr(survey, field) or {}) for field in TEXTS}
    for field, text in (words or {}).items():
        stored[field] = {**stored[field], language: text}
    place = (invitation.touchpoint if invitation else None) or survey.touchpoint
    company = company_name(access)
    names = {"company": company, "touchpoint": place.name if place else company}
    texts = texts_in(stored, survey.metric, language, names)
    special = special_of(invitation.properties if invitation else {})
    if special.question_product_name:
        about = {**names, "company": special.question_product_name}
        asked = texts_in(stored, survey.metric, language, about)
        texts = replace(texts, question=asked.question, why=asked.why)
    if invitation is not None or words is not None:
        texts = _piped(access, survey, texts, invitation=invitation, language=language)
    return with_special(texts, special)


def _piped(
    access: Access,
    survey: Survey,
    texts: SurveyTexts,
    *,
    invitation: Invitation | None,
    language: str,
) -> SurveyTexts:
    """The words with what is known of the customer; a preview knows nobody."""
    person = invitation.person if invitation else None
    facts = facts_for(access, survey, language=language, person=person, invitation=invitation)
    return replace(texts, **{field: pipe(getattr(texts, field), {}, facts) for field in TEXTS})


def greeting_for(access: Access, name: str, language: str) -> str:
    """How a mail begins: 山田 花子 様, Dear Jane Doe; without a name お客様, Hello."""
    access.workspace  # noqa: B018 - refuses those without one
    with translation.override(language):
        if name:
            return pgettext("greeting in a mail", "Dear %(name)s") % {"name": name}
        return pgettext("greeting in a mail", "Hello")


def public_link(access: Access, path: str) -> str:
    """The address from outside: the workspace's own, else the installation's."""
    own = str(access.workspace.settings.get("public_url", ""))
    return (own or str(settings.PUBLIC_URL)).rstrip("/") + path


def _render(
    access: Access, texts: SurveyTexts, *, metric: str, language: str, context: dict[str, object]
) -> InvitationMail:
    link = str(context["all_link"])
    scores = scores_of(metric)
    labels = [score_words(metric, score, language) for score in scores]
    everything = {
        **context,
        "language": language,
        "company": company_name(access),
        "texts": texts,
        "opening": texts.mail_opening,
        "scores": [
            (words, f"{link}?score={score}" if link != "#" else "#")
            for words, score in zip(labels, scores, strict=True)
        ],
        "worded": any(len(words) > SHORT for words in labels),
        "hidden_link": f"{link}?{HIDDEN}=1"
        if link != "#" and not context.get("is_anonymous")
        else "",
        "first": scores[0],
        "last": scores[-1],
        "ends": ENDS[metric][language],
        "signature": access.workspace.signature,
    }
    with translation.override(language):
        html = render_to_string("mail/survey_invitation.html", everything)
        text = render_to_string("mail/survey_invitation.txt", everything)
    subject = " ".join(texts.mail_subject.split())
    return InvitationMail(subject=subject, text=text, html=with_styles(html), headers={})
