"""A small arithmetic for value in the customer's money: `(start - current) * people * wage`.

Names, numbers, the four operations and brackets; names are words of any language (`改善 × 人数 ×
時給`), and an underscore stands for a space. Python's parser reads it, and whatever is not among
these is refused before anything is worked out.
"""

import ast
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from emptychair.outcomes.errors import FormulaInvalid

LONGEST, DEEPEST, LARGEST = 300, 20, 1e15
NAME = re.compile(r"[^\W\d_]\w{0,29}")
OWN = ("start", "current", "target", "change")  # what the ledger knows; change is for the better
IN_JAPANESE = {
    "開始": "start", "現在": "current", "目標": "target",
    "改善": "change", "改善分": "change", "良くなった分": "change",
}  # fmt: skip
_TYPED = str.maketrans({"×": "*", "÷": "/", "−": "-", "＋": "+", "（": "(", "）": ")", "＊": "*"})
_SIGNS = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "÷"}
_OPERATIONS = (ast.Add, ast.Sub, ast.Mult, ast.Div)


@dataclass(frozen=True, slots=True)
class Input:
    """A named number with its unit."""

    name: str
    value: float
    unit: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Worked:
    """The result, with the formula as it was filled in: `(6 h − 2 h) × 20 × 2,400 = 192,000`."""

    value: float
    shown: str


def names_in(formula: str) -> set[str]:
    """The names that a formula needs. Raises `FormulaInvalid`."""
    tree = _parsed(formula)
    return {own_name(node.id) for node in ast.walk(tree) if isinstance(node, ast.Name)}


def own_name(name: str) -> str:
    """A number of the ledger by its one name, in whichever language it is called."""
    return IN_JAPANESE.get(name, name)


def work_out(formula: str, inputs: Mapping[str, Input]) -> Worked:
    """What it comes to. Raises `FormulaInvalid`, also for a name without a number."""
    tree = _parsed(formula)
    missing = sorted(names_in(formula) - set(inputs))
    if missing:
        raise FormulaInvalid(missing=missing)
    value = _value(tree.body, inputs)
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise FormulaInvalid
    return Worked(value, _shown(tree.body, inputs))


def check_names(formula: str, given: Iterable[str]) -> None:
    """Raise `FormulaInvalid` unless every name is given, or one of the ledger's own."""
    missing = sorted(names_in(formula) - set(given) - set(OWN))
    if missing:
        raise FormulaInvalid.without(missing)


def _parsed(formula: str) -> ast.Expression:
    text = unicodedata.normalize("NFKC", formula).translate(_TYPED).strip()
    if not text or len(text) > LONGEST:
        raise FormulaInvalid
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaInvalid from None
    _check(tree.body, DEEPEST)
    return tree


def _check(node: ast.expr, left: int) -> None:
    """Raise `FormulaInvalid` for anything that is no arithmetic."""
    if left == 0:
        raise FormulaInvalid
    if isinstance(node, ast.BinOp) and isinstance(node.op, _OPERATIONS):
        _check(node.left, left - 1)
        _check(node.right, left - 1)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        _check(node.operand, left - 1)
    elif not _is_leaf(node):
        raise FormulaInvalid


def _is_leaf(node: ast.expr) -> bool:
    if isinstance(node, ast.Name):
        return NAME.fullmatch(node.id) is not None
    return isinstance(node, ast.Constant) and type(node.value) in {int, float}


def _value(node: ast.expr, inputs: Mapping[str, Input]) -> float:
    if isinstance(node, ast.BinOp):
        return _combined(node.op, _value(node.left, inputs), _value(node.right, inputs))
    if isinstance(node, ast.UnaryOp):
        return -_value(node.operand, inputs)
    if isinstance(node, ast.Name):
        return inputs[own_name(node.id)].value
    return _constant(node)


def _combined(operation: ast.operator, left: float, right: float) -> float:
    if isinstance(operation, ast.Add):
        return left + right
    if isinstance(operation, ast.Sub):
        return left - right
    if isinstance(operation, ast.Mult):
        return left * right
    if right == 0:
        raise FormulaInvalid
    return left / right


def _constant(node: ast.expr) -> float:
    value = node.value if isinstance(node, ast.Constant) else 0
    if not isinstance(value, int | float):
        raise FormulaInvalid
    try:
        return float(value)
    except OverflowError:
        raise FormulaInvalid from None


def _shown(node: ast.expr, inputs: Mapping[str, Input], *, inside: bool = False) -> str:
    if isinstance(node, ast.BinOp):
        sign = _SIGNS[type(node.op)]
        right = _shown(node.right, inputs, inside=True)
        if sign == "÷" and isinstance(node.right, ast.BinOp) and not right.startswith("("):
            right = f"({right})"
        text = f"{_shown(node.left, inputs, inside=True)} {sign} {right}"
        return f"({text})" if inside and sign in "+−" else text
    if isinstance(node, ast.UnaryOp):
        return f"−{_shown(node.operand, inputs, inside=True)}"
    if isinstance(node, ast.Name):
        one = inputs[own_name(node.id)]
        return f"{number(one.value)} {one.unit}".strip()
    return number(_constant(node))


def number(value: float) -> str:
    """With thousands set apart, and no more decimals than it has, three at most."""
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")
