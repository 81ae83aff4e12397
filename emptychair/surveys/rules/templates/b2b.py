"""For companies that sell to companies."""

from emptychair.surveys.rules.templates.parts import (
    WHY_SCORE,
    Template,
    agree,
    both,
    choose,
    rating,
    survey,
    why,
)
from emptychair.surveys.types.definition import QuestionKind

B2B: tuple[Template, ...] = (
    Template(
        key="b2b_account",
        industry="b2b",
        metric="nps",
        title=both(("お取引先への定期調査", "Accounts, every half year")),
        when=both(
            (
                "決める方と使う方の両方に、半年に一度",
                "Those who decide and those who use, twice a year",
            )
        ),
        definition=survey(
            (
                rating(
                    QuestionKind.NPS,
                    (
                        "{{company}}を、同業の方やお取引先に薦める可能性は、どのくらいありますか。",
                        "How likely are you to recommend {{company}} to a business partner?",
                    ),
                ),
                why(WHY_SCORE),
            ),
            (
                choose(
                    "role",
                    (
                        "お立場に近いものをお選びください。",
                        "What comes closest to your role?",
                    ),
                    {
                        "decides": ("導入を決める", "I decide"),
                        "leads": ("使う部門を率いる", "I lead those who use it"),
                        "uses": ("日々使う", "I use it every day"),
                        "buys": ("購買・契約を担当する", "I handle the contract"),
                    },
                ),
                choose(
                    "goal",
                    (
                        "部門でいま、いちばん良くしたい数字はどれに近いですか。",
                        "Which number does your department most want to improve?",
                    ),
                    {
                        "hours": ("作業にかかる時間", "Hours of work"),
                        "errors": ("間違いや手戻り", "Errors and work done twice"),
                        "sales": ("売上・受注", "Sales and orders"),
                        "cost": ("費用", "Cost"),
                        "answers": ("お客様への返答の早さ", "How fast our customers are answered"),
                    },
                ),
                agree(
                    "helps_goal",
                    (
                        "{{company}}は、その数字を良くするのに役立っている。",
                        "{{company}} helps us to improve that number.",
                    ),
                ),
            ),
        ),
    ),
    Template(
        key="b2b_project",
        industry="b2b",
        metric="csat",
        title=both(("納品・導入が終わったら", "After a project")),
        when=both(("検収の一週間後", "A week after it was accepted")),
        definition=survey(
            (
                rating(
                    QuestionKind.CSAT,
                    (
                        "このたびの導入の進め方に、どのくらいご満足いただけましたか。",
                        "How satisfied were you with the way the project was run?",
                    ),
                ),
                why(
                    (
                        "次の機会に改めてほしい点を、ひとことお聞かせください。",
                        "What should we do differently next time?",
                    )
                ),
            ),
            (
                agree("on_time", ("約束の期日が守られた。", "Dates were kept.")),
                agree("informed", ("状況がいつも分かった。", "I always knew where things stood.")),
                agree("result", ("期待した成果が得られた。", "We got the result we wanted.")),
            ),
        ),
    ),
    Template(
        key="b2b_sales",
        industry="b2b",
        metric="ces",
        title=both(("商談のあと（営業）", "After a sales talk")),
        when=both(("受注・失注のどちらでも", "Whether it was won or lost")),
        definition=survey(
            (
                rating(
                    QuestionKind.CES,
                    (
                        "{{company}}とのご相談では、検討に必要なことが手間なく分かった。",
                        "{{company}} made it easy for us to find out what we had to know.",
                    ),
                    points=7,
                ),
                why(
                    (
                        "ご判断の決め手になったことを、ひとことお聞かせください。",
                        "What decided the matter for you?",
                    )
                ),
            ),
        ),
    ),
)
