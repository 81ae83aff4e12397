"""The words with which somebody is asked a second time. Customers read them, so they stand here and
not in the catalogue: a mail goes out in the customer's language, whoever sends it.
"""

from dataclasses import replace

from emptychair.surveys.types import LANGUAGES, SurveyTexts

SUBJECTS = {"ja": "【再度のお願い】{subject}", "en": "A short reminder: {subject}"}
OPENINGS = {
    "ja": (
        "先日お送りしたアンケートについて、あらためてご案内いたします。\n"
        "お忙しいところ恐れ入りますが、よろしければお声をお聞かせください。\n"
        "行き違いですでにご回答いただいておりましたら、どうぞご容赦ください。"
    ),
    "en": (
        "A few days ago we asked you one question. If you have half a minute, we would still like "
        "to hear from you.\n"
        "If you have answered in the meantime, please forget this mail."
    ),
}
LAST = {
    "ja": "このアンケートについてのご案内は、今回で最後となります。",
    "en": "This is our last mail about this question.",
}


SHORT = {"ja": "【再度のお願い】", "en": "A short reminder. "}
SHORT_LAST = {"ja": "ご案内は今回で最後です。", "en": "We will not ask again."}


def reminder_texts(texts: SurveyTexts, language: str, *, is_last: bool) -> SurveyTexts:
    """The texts of the invitation with subject and opening of a reminder."""
    spoken = language if language in LANGUAGES else LANGUAGES[0]
    opening = OPENINGS[spoken] + (f"\n{LAST[spoken]}" if is_last else "")
    subject = SUBJECTS[spoken].replace("{subject}", texts.mail_subject)
    return replace(texts, mail_subject=subject, mail_opening=opening)


def short_reminder(text: str, language: str, *, is_last: bool) -> str:
    """An SMS or LINE message as a reminder; each word more may cost a message more."""
    spoken = language if language in LANGUAGES else LANGUAGES[0]
    return f"{SHORT[spoken]}{text}" + (f"\n{SHORT_LAST[spoken]}" if is_last else "")
