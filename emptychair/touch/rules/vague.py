"""Numbers that steer nobody: they tell what we got, not what the customer got."""

import re
import unicodedata

# By kind of vagueness; a name is vague when one of the words stands in it.
_WORDS: dict[str, tuple[str, ...]] = {
    "revenue": (
        "revenue", "sales", "turnover", "income", "arr", "mrr", "bookings", "gmv",
        "売上", "売り上げ", "収益", "受注", "契約金額",
    ),
    "profit": ("profit", "margin", "ebitda", "利益", "粗利", "営業益"),
    "satisfaction": (
        "satisfaction", "csat", "nps", "happiness", "loyalty", "満足", "推奨度", "ロイヤル",
    ),
    "growth": (
        "growth", "market share", "share of wallet", "retention", "churn", "renewal", "upsell",
        "成長", "シェア", "継続率", "解約", "更新率", "アップセル",
    ),
    "quality": ("quality", "success", "engagement", "value", "品質", "成功", "活性", "エンゲージ"),
}  # fmt: skip
_VAGUE_ALONE = {"quality"}  # these are vague only without anything that says of what


def vagueness_of(name: str) -> str:
    """Which kind of vague number a name is, or nothing when it is not vague."""
    plain = unicodedata.normalize("NFKC", name).casefold().strip()
    for kind, words in _WORDS.items():
        for word in words:
            if kind in _VAGUE_ALONE:
                if plain == word:
                    return kind
            elif _stands_in(word, plain):
                return kind
    return ""


def _stands_in(word: str, text: str) -> bool:
    if word.isascii():
        return re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) is not None
    return word in text
