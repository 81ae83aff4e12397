"""The first words of surveys on other scales than the three usual ones; see `texts.py`."""

from emptychair.surveys.types import SurveyTexts

_THANKS_JA = "ご回答ありがとうございました。いただいたお声は担当者が必ず読みます。"
_THANKS_EN = "Thank you. Somebody on our team reads every answer."
_SATISFIED_JA = SurveyTexts(
    question="「{touchpoint}」には、どのくらいご満足いただけましたか。",
    why="そうお感じになった理由を、ひとことお聞かせください。",
    thanks=_THANKS_JA,
    mail_subject="「{touchpoint}」はいかがでしたか",
    mail_opening=(
        "先日はありがとうございました。\n"
        "いかがでしたでしょうか。よろしければ、一つだけお聞かせください。"
    ),
)
_SATISFIED_EN = SurveyTexts(
    question="How satisfied were you with “{touchpoint}”?",
    why="What made you feel that way?",
    thanks=_THANKS_EN,
    mail_subject="How was “{touchpoint}”?",
    mail_opening=(
        "Thank you for the other day.\nHow did it go? We have one question, if you have a moment."
    ),
)
FURTHER: dict[str, dict[str, SurveyTexts]] = {
    "csat3": {"ja": _SATISFIED_JA, "en": _SATISFIED_EN},
    "csat7": {"ja": _SATISFIED_JA, "en": _SATISFIED_EN},
    "ces5": {
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
    "pmf": {
        "ja": SurveyTexts(
            question="もし{company}が使えなくなったら、どのくらい残念に思われますか。",
            why="その理由を、ひとことお聞かせください。",
            thanks="ご回答ありがとうございました。なくては困るものに近づけるために役立てます。",
            mail_subject="もし{company}が使えなくなったら",
            mail_opening=(
                "いつもお使いいただき、ありがとうございます。\n"
                "率直なお気持ちを、一つだけお聞かせください。30秒ほどで終わります。"
            ),
        ),
        "en": SurveyTexts(
            question="How would you feel if you could no longer use {company}?",
            why="What is the main reason?",
            thanks="Thank you. Your answer tells us what to build next.",
            mail_subject="If {company} were gone tomorrow",
            mail_opening=(
                "Thank you for using {company}.\n"
                "We have one question, and an honest answer helps most. It takes half a minute."
            ),
        ),
    },
    "thumbs": {
        "ja": SurveyTexts(
            question="「{touchpoint}」は、お役に立ちましたか。",
            why="そうお感じになった理由を、ひとことお聞かせください。",
            thanks=_THANKS_JA,
            mail_subject="「{touchpoint}」はお役に立ちましたか",
            mail_opening=(
                "先日はありがとうございました。\n「はい」か「いいえ」で、一つだけお聞かせください。"
            ),
        ),
        "en": SurveyTexts(
            question="Was “{touchpoint}” helpful?",
            why="What made you feel that way?",
            thanks=_THANKS_EN,
            mail_subject="Was “{touchpoint}” helpful?",
            mail_opening="Thank you for the other day.\nWe have one question: yes or no.",
        ),
    },
}
# Scales whose steps are words and not numbers, from the lowest score up.
WORDED: dict[str, dict[str, tuple[str, ...]]] = {
    "pmf": {
        "ja": ("残念ではない", "やや残念", "とても残念"),
        "en": ("Not disappointed", "Somewhat disappointed", "Very disappointed"),
    },
    "thumbs": {"ja": ("いいえ", "はい"), "en": ("No", "Yes")},
}
_SATISFACTION = {
    "ja": ("とても不満", "とても満足"),
    "en": ("Very dissatisfied", "Very satisfied"),
}
FURTHER_ENDS: dict[str, dict[str, tuple[str, str]]] = {
    "csat3": {"ja": ("不満", "満足"), "en": ("Dissatisfied", "Satisfied")},
    "csat7": _SATISFACTION,
    "ces5": {
        "ja": ("まったくそう思わない", "とてもそう思う"),
        "en": ("Strongly disagree", "Strongly agree"),
    },
    "pmf": {
        "ja": ("残念ではない", "とても残念"),
        "en": ("Not disappointed", "Very disappointed"),
    },
    "thumbs": {"ja": ("いいえ", "はい"), "en": ("No", "Yes")},
}
