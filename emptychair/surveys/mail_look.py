"""How mails look. Mail programs drop style sheets, so each class becomes a style of its own.

Each text has its ground beside it, so that a program which turns colours round for the night turns
both; tables hold the shape where a program knows nothing newer (Outlook on Windows).
"""

import re

INK, QUIET, LINE, PAPER, CARD, BRAND, PALE = (
    "#1f2328",
    "#5c636b",
    "#dedad0",
    "#f6f4ee",
    "#ffffff",
    "#1d5c4d",
    "#eef4f1",
)
FONT = (
    "font-family:-apple-system,BlinkMacSystemFont,'Hiragino Sans','Yu Gothic UI','Noto Sans JP',"
    "'Segoe UI',Roboto,Arial,sans-serif"
)
TEXT = f"{FONT};word-break:normal;overflow-wrap:break-word;line-break:strict"
BUTTON = (
    f"{FONT};display:block;color:{BRAND};background-color:{PALE};font-weight:bold;"
    "text-decoration:none;text-align:center;border-radius:6px;mso-line-height-rule:exactly"
)
LOOKS: dict[str, str] = {
    "body": (
        f"margin:0;padding:0;width:100%;background-color:{PAPER};"
        "-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%"
    ),
    "sneak": (
        "display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;"
        f"overflow:hidden;mso-hide:all;color:{PAPER}"
    ),
    "unseen": (
        "display:none;visibility:hidden;font-size:0;line-height:0;max-height:0;max-width:0;"
        "overflow:hidden;mso-hide:all;text-decoration:none"
    ),
    "whole": "border-collapse:collapse;mso-table-lspace:0;mso-table-rspace:0",
    "paper": f"background-color:{PAPER};padding:24px 8px",
    "card": (
        f"background-color:{CARD};border:1px solid {LINE};border-radius:8px;max-width:600px;"
        "width:100%;border-collapse:separate;mso-table-lspace:0;mso-table-rspace:0"
    ),
    "inside": f"background-color:{CARD};padding:28px 22px 24px;border-radius:8px",
    "company": f"{TEXT};color:{QUIET};font-size:14px;line-height:1.6;padding:0 2px 16px",
    "test": (
        f"{TEXT};color:{INK};background-color:{PALE};font-size:14px;line-height:1.6;"
        "padding:8px 12px;border-radius:6px"
    ),
    "words": f"{TEXT};color:{INK};font-size:16px;line-height:1.8;padding:0 2px 14px",
    "question": (
        f"{TEXT};color:{INK};font-size:19px;line-height:1.6;font-weight:bold;padding:10px 2px 16px"
    ),
    "scale": "width:100%;border-collapse:separate;table-layout:fixed",
    "cell": "padding:0 1px;text-align:center;vertical-align:top",
    "line": "padding:0 2px 8px",
    "score": f"{BUTTON};border:1px solid {BRAND};font-size:16px;line-height:44px",
    "answer": (
        f"{BUTTON};border:1px solid {BRAND};font-size:16px;line-height:24px;padding:11px 12px"
    ),
    "low": f"{TEXT};color:{QUIET};font-size:13px;line-height:1.5;padding:8px 2px 0;text-align:left",
    "high": (
        f"{TEXT};color:{QUIET};font-size:13px;line-height:1.5;padding:8px 2px 0;text-align:right"
    ),
    "after": f"{TEXT};color:{QUIET};font-size:14px;line-height:1.7;padding:20px 2px 0",
    "foot": (
        f"{TEXT};color:{QUIET};background-color:{PAPER};font-size:13px;line-height:1.8;"
        "padding:16px 24px;text-align:center"
    ),
    "quiet": f"color:{QUIET};text-decoration:underline",
}
_CLASS = re.compile(r'class="([a-z]+)"')


def with_styles(html: str) -> str:
    """The mail with a style in place of each class. Raises `KeyError` for a class without one."""
    return _CLASS.sub(lambda match: f'style="{LOOKS[match.group(1)]}"', html)
