"""The words a new survey begins with, in both languages. Customers read them, so they stand here
and not in the catalogue: a mail goes out in the customer's language, whoever sends it.
"""

from emptychair.surveys.rules.further_words import FURTHER, FURTHER_ENDS, WORDED
from emptychair.surveys.types import LANGUAGES, SCALE, SurveyTexts

# `{company}` is the sender's name; in a question about a touchpoint `{touchpoint}` is its name.
DEFAULTS: dict[str, dict[str, SurveyTexts]] = {
    "nps": {
        "ja": SurveyTexts(
            question="{company}を親しい方やお仕事仲間に薦める可能性は、どのくらいありますか。",
            why="その点数をお選びになった理由を、ひとことお聞かせください。",
            thanks="ご回答ありがとうございました。いただいたお声は担当者が必ず読みます。",
            mail_subject="{company}について、一つだけお聞かせください",
            mail_opening=(
                "いつもご利用いただき、ありがとうございます。\n"
                "これからの改善のために、一つだけお聞かせください。30秒ほどで終わります。"
            ),
        ),
        "en": SurveyTexts(
            question="How likely are you to recommend {company} to a friend or colleague?",
            why="What is the main reason for your score?",
            thanks="Thank you. Somebody on our team reads every answer.",
            mail_subject="One question about {company}",
            mail_opening=(
                "Thank you for being our customer.\n"
                "We have one question. It takes half a minute and tells us what to improve."
            ),
        ),
    },
    "csat": {
        "ja": SurveyTexts(
            question="「{touchpoint}」には、どのくらいご満足いただけましたか。",
            why="そうお感じになった理由を、ひとことお聞かせください。",
            thanks="ご回答ありがとうございました。いただいたお声は担当者が必ず読みます。",
            mail_subject="「{touchpoint}」はいかがでしたか",
            mail_opening=(
                "先日はありがとうございました。\n"
                "いかがでしたでしょうか。よろしければ、一つだけお聞かせください。"
            ),
        ),
        "en": SurveyTexts(
            question="How satisfied were you with “{touchpoint}”?",
            why="What made you feel that way?",
            thanks="Thank you. Somebody on our team reads every answer.",
            mail_subject="How was “{touchpoint}”?",
            mail_opening=(
                "Thank you for the other day.\n"
                "How did it go? We have one question, if you have a moment."
            ),
        ),
    },
    "ces": {
        "ja": SurveyTexts(
            question="{company}のおかげで、手間なく用事が済んだ。",
            why="手間がかかったところ、助かったところを、ひとことお聞かせください。",
            thanks="ご回答ありがとうございました。手間をなくすために役立てます。",
            mail_subject="お手間はかかりませんでしたか",
            mail_opening=(
                "先日はありがとうございました。\n"
                "次の文にどのくらい当てはまるか、一つだけお聞かせください。"
            ),
        ),
        "en": SurveyTexts(
            question="{company} made it easy for me to get done what I came for.",
            why="What was easy, and what took too much effort?",
            thanks="Thank you. We use every answer to make things easier.",
            mail_subject="Was it easy?",
            mail_opening=(
                "Thank you for the other day.\n"
                "How far do you agree with the sentence below? It is our only question."
            ),
        ),
    },
    **FURTHER,
}
# What the two ends of the scale are called; the middle speaks for itself.
ENDS: dict[str, dict[str, tuple[str, str]]] = {
    "nps": {
        "ja": ("まったく薦めない", "ぜひ薦めたい"),
        "en": ("Not at all likely", "Extremely likely"),
    },
    "csat": {"ja": ("とても不満", "とても満足"), "en": ("Very dissatisfied", "Very satisfied")},
    "ces": {
        "ja": ("まったくそう思わない", "とてもそう思う"),
        "en": ("Strongly disagree", "Strongly agree"),
    },
    **FURTHER_ENDS,
}


def default_texts(metric: str) -> dict[str, dict[str, str]]:
    """The first words of a survey as its columns hold them: by text, then by language."""
    spoken = DEFAULTS[metric]
    return {
        field: {language: getattr(spoken[language], field) for language in LANGUAGES}
        for field in SurveyTexts.__dataclass_fields__
    }


def score_words(metric: str, score: int, language: str) -> str:
    """What stands on the button of a score: its number, or a word where the scale has words."""
    words = WORDED.get(metric, {}).get(language)
    return words[score - SCALE[metric][0]] if words else str(score)


def texts_in(
    stored: dict[str, dict[str, str]], metric: str, language: str, names: dict[str, str]
) -> SurveyTexts:
    """What the customer reads: the stored words, else ours, with the names put in.

    Only the known names are replaced, so braces in somebody's own words stay as they are.
    """
    fallback = DEFAULTS[metric][language]
    found = {}
    for field in SurveyTexts.__dataclass_fields__:
        text = (stored.get(field) or {}).get(language, "").strip() or getattr(fallback, field)
        for name, value in names.items():
            text = text.replace("{{" + name + "}}", value).replace("{" + name + "}", value)
        found[field] = text
    return SurveyTexts(**found)


def language_for(*wishes: str) -> str:
    """The first wish that we speak, else Japanese: `ja-JP` is `ja`."""
    for wish in wishes:
        code = wish.replace("_", "-").split("-")[0].lower()
        if code in LANGUAGES:
            return code
    return LANGUAGES[0]
