"""The colours of charts on paper, where no variables are known: values stand in their place."""

import re
from functools import cache

from emptychair.charts import stylesheet

# The light tokens of the design (web/static/css/tokens/colours.css); paper has no dark side.
TOKENS = {
    "--ink": "#22231f", "--ink-2": "#5c5d56", "--ink-3": "#67685f", "--edge": "#e6e4dc",
    "--card": "#ffffff", "--wash": "#f1efe8", "--brand": "#1f5f57", "--brand-wash": "#e3efec",
    "--on-brand": "#ffffff", "--good": "#2e6f4e", "--bad": "#a63d2f", "--calm": "#48608a",
    "--wait": "#7d5a0b", "--font": '"Noto Sans CJK JP"',
}  # fmt: skip
AT_RULE = re.compile(r"@(?:media|container)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.DOTALL)
UNKNOWN_THERE = re.compile(r"[^{}]*\{[^{}]*color-mix[^{}]*\}")


def with_style(svg: str) -> str:
    """A drawing with its colours inside."""
    head, end, rest = svg.partition(">")
    return f"{head}{end}<style>{_style()}</style>{rest}"


@cache
def _style() -> str:
    text = re.sub(r"/\*.*?\*/", "", stylesheet(), flags=re.DOTALL)
    text = AT_RULE.sub("", text)
    for name, value in TOKENS.items():
        text = text.replace(f"var({name})", value)
    return UNKNOWN_THERE.sub("", text)
