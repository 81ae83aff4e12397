"""How mails look. Mail programs drop style sheets, so each class becomes a style of its own."""

import re

INK, QUIET, LINE, PAPER, CARD, BRAND = (
    "#1f2328",
    "#5c636b",
    "#dedad0",
    "#f6f4ee",
    "#ffffff",
    "#1d5c4d",
)
FONT = (
    "font-family:-apple-system,BlinkMacSystemFont,'Hiragino Sans','Yu Gothic UI','Noto Sans JP',"
    "'Segoe UI',Roboto,sans-serif"
)
LOOKS: dict[str, str] = {
    "body": f"margin:0;padding:0;background:{PAPER}",
    "paper": f"background:{PAPER};padding:24px 12px",
    "card": (
        f"background:{CARD};border:1px solid {LINE};border-radius:8px;max-width:560px;width:100%"
    ),
    "inside": "padding:28px 24px",
    "company": f"{FONT};color:{QUIET};font-size:13px;line-height:1.6;padding-bottom:20px",
    "words": f"{FONT};color:{INK};font-size:16px;line-height:1.8;padding-bottom:16px",
    "question": (
        f"{FONT};color:{INK};font-size:19px;line-height:1.6;font-weight:bold;padding:8px 0 16px"
    ),
    "scale": "width:100%;border-collapse:separate;table-layout:fixed",
    "cell": "padding:0 1px;text-align:center",
    "score": (
        f"{FONT};display:block;color:{BRAND};background:{CARD};border:1px solid {BRAND};"
        "border-radius:6px;font-size:16px;line-height:44px;font-weight:bold;text-decoration:none;"
        "text-align:center"
    ),
    "low": f"{FONT};color:{QUIET};font-size:12px;line-height:1.5;padding-top:8px;text-align:left",
    "high": f"{FONT};color:{QUIET};font-size:12px;line-height:1.5;padding-top:8px;text-align:right",
    "after": f"{FONT};color:{QUIET};font-size:13px;line-height:1.7;padding-top:20px",
    "foot": (
        f"{FONT};color:{QUIET};font-size:12px;line-height:1.7;padding:16px 24px;text-align:center"
    ),
    "quiet": f"color:{QUIET};text-decoration:underline",
}
_CLASS = re.compile(r'class="([a-z]+)"')


def with_styles(html: str) -> str:
    """The mail with a style in place of each class. Raises `KeyError` for a class without one."""
    return _CLASS.sub(lambda match: f'style="{LOOKS[match.group(1)]}"', html)
