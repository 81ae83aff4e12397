"""For software as a service."""

from emptychair.surveys.rules.templates.parts import (
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

SAAS: tuple[Template, ...] = (
    Template(
        key="saas_onboarding",
        industry="saas",
        metric="ces",
        title=both(("使い始めの設定が終わったら", "When onboarding is finished")),
        when=both(("初めて成果が出た日", "On the day of the first result")),
        definition=survey(
            (
                rating(
                    QuestionKind.CES,
                    (
                        "{{company}}は、手間なく使い始められた。",
                        "{{company}} made it easy for me to get started.",
                    ),
                    points=7,
                ),
                why(
                    (
                        "つまずいたところがあれば、ひとことお聞かせください。",
                        "Where did you get stuck, if anywhere?",
                    )
                ),
            ),
            (
                choose(
                    "first_value",
                    (
                        "最初に「役に立った」とお感じになったのは、どの場面ですか。",
                        "When did it first prove useful to you?",
                    ),
                    {
                        "setup": ("設定をしているとき", "While setting it up"),
                        "first_task": ("最初の仕事が片づいたとき", "When the first task was done"),
                        "sharing": ("同僚と一緒に使ったとき", "When a colleague joined in"),
                        "not_yet": ("まだ感じていない", "Not yet"),
                    },
                ),
            ),
        ),
    ),
    Template(
        key="saas_must_have",
        industry="saas",
        metric="pmf",
        title=both(("なくなったら困るか（PMF）", "Would they miss it? (PMF)")),
        when=both(("最近、二度以上使った方に", "People who used it at least twice, and lately")),
        definition=survey(
            (
                rating(
                    QuestionKind.PMF,
                    (
                        "もし{{company}}が使えなくなったら、どのくらい残念に思われますか。",
                        "How would you feel if you could no longer use {{company}}?",
                    ),
                ),
                why(("その理由を、ひとことお聞かせください。", "What is the main reason?")),
            ),
            (
                why(
                    (
                        "{{company}}がなければ、代わりに何をお使いになりますか。",
                        "What would you use instead of {{company}}?",
                    ),
                    of="",
                    key="instead",
                ),
                only_if(
                    why(
                        (
                            "どのような方に、いちばん役立つとお考えですか。",
                            "Who do you think gains most from it?",
                        ),
                        of="",
                        key="for_whom",
                    ),
                    band="good",
                ),
            ),
        ),
    ),
    Template(
        key="saas_cancelled",
        industry="saas",
        metric="nps",
        title=both(("解約のあと", "After a cancellation")),
        when=both(("解約の手続きが済んだ翌日", "The day after the contract was ended")),
        definition=survey(
            (
                choose(
                    "reason",
                    (
                        "ご解約の理由として、いちばん近いものをお選びください。",
                        "What comes closest to your reason for leaving?",
                    ),
                    {
                        "no_result": ("期待した成果が出なかった", "It did not bring the result"),
                        "missing": ("必要な機能がなかった", "Something we need is missing"),
                        "trouble": ("不具合や使いにくさ", "Faults, or hard to use"),
                        "price": ("費用に見合わなかった", "Not worth the price to us"),
                        "need": ("必要がなくなった", "We no longer need it"),
                    },
                ),
                why(
                    (
                        "何があれば、お使い続けいただけましたか。",
                        "What would have made you stay?",
                    ),
                    of="",
                ),
            ),
            (
                rating(
                    QuestionKind.NPS,
                    (
                        "{{company}}をお知り合いに薦める可能性は、どのくらいありますか。",
                        "How likely are you to recommend {{company}} to somebody you know?",
                    ),
                ),
                why(WHY_SCORE, key="why_score"),
            ),
        ),
    ),
    Template(
        key="saas_feature",
        industry="saas",
        metric="csat",
        title=both(("新しい機能を使ったあと", "After using a new feature")),
        when=both(("二、三度使った頃に、画面の中で", "After two or three uses, in the product")),
        definition=survey(
            (
                rating(
                    QuestionKind.CSAT,
                    (
                        "「{{touchpoint}}」に、どのくらいご満足いただけましたか。",
                        "How satisfied are you with “{{touchpoint}}”?",
                    ),
                ),
                why(
                    (
                        "あと一つ変えるとしたら、どこですか。",
                        "If we changed one thing, what should it be?",
                    )
                ),
            ),
        ),
    ),
)
