"""For services at people's homes: cooking, cleaning, care, repair."""

from emptychair.surveys.rules.templates.blocks import FAST_EASY_PERSONAL
from emptychair.surveys.rules.templates.parts import (
    WHY_FELT,
    WHY_SCORE,
    Template,
    both,
    choose,
    only_if,
    rating,
    survey,
    why,
)
from emptychair.surveys.types.definition import QuestionKind

HOME_SERVICE: tuple[Template, ...] = (
    Template(
        key="home_first_visit",
        industry="home_service",
        metric="csat",
        title=both(("初めての訪問のあと", "After the first visit")),
        when=both(("その日の夜", "The same evening")),
        definition=survey(
            (
                rating(
                    QuestionKind.CSAT,
                    (
                        "本日の訪問に、どのくらいご満足いただけましたか。",
                        "How satisfied were you with the visit today?",
                    ),
                ),
                why(WHY_FELT),
            ),
            FAST_EASY_PERSONAL,
            (
                only_if(
                    choose(
                        "contact",
                        (
                            "お詫びとご相談のため、責任者からご連絡を差し上げてもよろしいですか。",
                            "May the person in charge get in touch with you about it?",
                        ),
                        {
                            "phone": ("電話で", "By telephone"),
                            "mail": ("メールで", "By e-mail"),
                            "no": ("連絡は不要です", "No, thank you"),
                        },
                        other=False,
                    ),
                    band="bad",
                ),
            ),
        ),
    ),
    Template(
        key="home_relationship",
        industry="home_service",
        metric="nps",
        title=both(("三か月ごとのお伺い", "Every three months")),
        when=both(("続けてご利用の方に", "People who come back")),
        definition=survey(
            (
                rating(
                    QuestionKind.NPS,
                    (
                        "{{company}}を、ご家族やご友人に薦める可能性は、どのくらいありますか。",
                        "How likely are you to recommend {{company}} to friends or family?",
                    ),
                ),
                why(WHY_SCORE),
            ),
            (
                choose(
                    "next_help",
                    (
                        "このほかにお手伝いできそうなことがあれば、お選びください。",
                        "What else could we help you with?",
                    ),
                    {
                        "family": ("家族の予定に合わせてほしい", "Fit it to the family's days"),
                        "requests": ("好みをもっと伝えたい", "I want to say more what I like"),
                        "often": ("回数を増やしたい", "More often"),
                        "seldom": ("回数を減らしたい", "Less often"),
                    },
                    many=True,
                ),
            ),
        ),
    ),
)
