"""For shops, on the street and on line."""

from emptychair.surveys.rules.templates.blocks import FAST_EASY_PERSONAL
from emptychair.surveys.rules.templates.parts import (
    WHY_FELT,
    Template,
    both,
    choose,
    rating,
    survey,
    why,
)
from emptychair.surveys.types.definition import QuestionKind

SHOP: tuple[Template, ...] = (
    Template(
        key="shop_visit",
        industry="shop",
        metric="csat",
        title=both(("ご来店のあと", "After a visit to the shop")),
        when=both(("お買い上げの翌日、または店頭で", "The day after, or at the counter")),
        definition=survey(
            (
                rating(
                    QuestionKind.CSAT,
                    (
                        "このたびのご来店に、どのくらいご満足いただけましたか。",
                        "How satisfied were you with your visit?",
                    ),
                ),
                why(WHY_FELT),
            ),
            FAST_EASY_PERSONAL,
            (
                why(
                    (
                        "お名前をお伝えになりたい係の者がいれば、ひとことお添えください。",
                        "Is there somebody on our staff whom you would like to mention?",
                    ),
                    of="",
                    key="staff",
                ),
            ),
        ),
    ),
    Template(
        key="shop_delivery",
        industry="shop",
        metric="csat",
        title=both(("商品が届いたあと", "After a delivery")),
        when=both(("お届けの二、三日後", "Two or three days after it arrived")),
        definition=survey(
            (
                rating(
                    QuestionKind.CSAT,
                    (
                        "お届けした商品に、どのくらいご満足いただけましたか。",
                        "How satisfied are you with what arrived?",
                    ),
                ),
                why(WHY_FELT),
            ),
            (
                choose(
                    "wrong",
                    (
                        "お困りのことがあれば、当てはまるものをすべてお選びください。",
                        "If something went wrong, please choose all that apply.",
                    ),
                    {
                        "late": ("届くのが遅かった", "It came late"),
                        "damaged": ("傷や汚れがあった", "It was damaged"),
                        "different": ("思っていたものと違った", "It is not what I expected"),
                        "packing": ("梱包が気になった", "The packing"),
                    },
                    many=True,
                ),
            ),
        ),
    ),
    Template(
        key="shop_return",
        industry="shop",
        metric="ces",
        title=both(("返品・交換のあと", "After a return or an exchange")),
        when=both(("手続きが済んだらすぐ", "As soon as it is done")),
        definition=survey(
            (
                rating(
                    QuestionKind.CES,
                    (
                        "返品・交換は、手間なく済んだ。",
                        "{{company}} made it easy for me to send it back.",
                    ),
                    points=7,
                ),
                why(
                    (
                        "手間がかかったところを、ひとことお聞かせください。",
                        "What took too much effort?",
                    )
                ),
            ),
        ),
    ),
)
