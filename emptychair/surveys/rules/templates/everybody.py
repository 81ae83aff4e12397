"""For every company."""

from emptychair.surveys.rules.templates.blocks import FAST_EASY_PERSONAL, MODULES
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

_RECOMMEND = (
    "{{company}}を親しい方やお仕事仲間に薦める可能性は、どのくらいありますか。",
    "How likely are you to recommend {{company}} to a friend or colleague?",
)

EVERYBODY: tuple[Template, ...] = (
    Template(
        key="relationship",
        industry="everybody",
        metric="nps",
        title=both(("お付き合い全体（NPS）", "The whole relationship (NPS)")),
        when=both(("年に一、二度、すべてのお客様に", "Once or twice a year, everybody")),
        definition=survey(
            (rating(QuestionKind.NPS, _RECOMMEND), why(WHY_SCORE)),
            (
                only_if(
                    why(
                        (
                            "何が変われば、安心してお薦めいただけますか。",
                            "What would have to change before you could recommend us?",
                        ),
                        of="",
                        key="change",
                    ),
                    band="bad",
                ),
            ),
        ),
    ),
    Template(
        key="inquiry",
        industry="everybody",
        metric="csat",
        title=both(("お問い合わせのあと", "After an inquiry")),
        when=both(("返答が終わったらすぐ", "As soon as it is answered")),
        definition=survey(
            (
                rating(
                    QuestionKind.CSAT,
                    (
                        "このたびのお問い合わせへの対応に、どのくらいご満足いただけましたか。",
                        "How satisfied were you with our answer to your inquiry?",
                    ),
                ),
                why(WHY_FELT),
            ),
            FAST_EASY_PERSONAL,
        ),
    ),
    Template(
        key="effort",
        industry="everybody",
        metric="ces",
        title=both(("手続きのあと（手間）", "After an errand (effort)")),
        when=both(
            ("お支払い方法の変更など、手続きが済んだらすぐ", "After a change of payment, and so on")
        ),
        definition=survey(
            (
                rating(
                    QuestionKind.CES,
                    (
                        "{{company}}のおかげで、手間なく用事が済んだ。",
                        "{{company}} made it easy for me to get done what I came for.",
                    ),
                    points=7,
                ),
                why(
                    (
                        "手間がかかったところ、助かったところを、ひとことお聞かせください。",
                        "What was easy, and what took too much effort?",
                    )
                ),
            ),
        ),
    ),
    Template(
        key="modules",
        industry="everybody",
        metric="csat",
        title=both(("体験の五つの側面", "Five sides of the experience")),
        when=both(("場所や催しについて、年に一度ほど", "About a place or an event, once a year")),
        definition=survey(
            (
                rating(
                    QuestionKind.CSAT,
                    (
                        "「{{touchpoint}}」で過ごされた時間に、どのくらいご満足いただけましたか。",
                        "How satisfied were you with your time at “{{touchpoint}}”?",
                    ),
                ),
                why(WHY_FELT),
            ),
            MODULES,
        ),
    ),
    Template(
        key="left_page",
        industry="everybody",
        metric="thumbs",
        title=both(("ページを離れる方へ（一問）", "Leaving a page (one question)")),
        when=both(
            (
                "登録の途中や料金のページを離れるとき（ウィジェットで）",
                "When somebody leaves a sign-up or the prices (by the widget)",
            )
        ),
        definition=survey(
            (
                choose(
                    "reason",
                    (
                        "差し支えなければ、お探しのものが見つからなかった理由をお聞かせください。",
                        "What kept you from going on today?",
                    ),
                    {
                        "price": ("料金がよく分からなかった", "I could not tell the price"),
                        "missing": (
                            "必要なものがなかった",
                            "What I need is not there",
                        ),
                        "later": ("あとで考えたい", "I want to think about it"),
                        "trouble": ("うまく動かなかった", "Something did not work"),
                    },
                ),
            ),
        ),
    ),
)
