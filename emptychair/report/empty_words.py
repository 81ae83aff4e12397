"""Comments that say nothing: 特になし, "n/a". Nobody is to be called about one."""

import re
import unicodedata
from typing import Final

_SIGNS: Final = re.compile(r"[\W_]+")
_NOTHING: Final = """
    na none null nothing no nope nil nocomment nocomments notapplicable nothingtoadd
    nothinginparticular ok okay fine test dontknow idontknow idk x xx xxx
    なし 無し ない 無い 無 特になし 特に無し とくになし 特にない 特に無い とくにない
    特にありません とくにありません 特にございません ありません ございません
    コメントなし わからない わかりません 分からない 分かりません 不明 普通 ふつう ふつうです
    普通です まあまあ テスト 特に
"""


def says_something(comment: str) -> bool:
    """Whether a comment holds any word beyond "none", "ok" and their like."""
    plain = unicodedata.normalize("NFKC", comment).casefold().replace("'", "").replace("’", "")
    squeezed = _SIGNS.sub("", plain)
    return bool(squeezed) and squeezed not in _NOTHING.split()
