"""A small expression language over the state of a conversation: comparisons, and/or/not, plus and minus.

Written as `anger >= 3 and not trust > 2`. Python's own parser reads it, a list of allowed nodes judges it, and
nothing but integers and the names of the state can come out: no calls, attributes, indexes or texts.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache

MAX_LENGTH = 200
MAX_NODES = 60
MAX_CONSTANT = 1000

_COMPARE: dict[type[ast.cmpop], Callable[[int, int], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_ALLOWED = (
    ast.Expression,
    ast.BoolOp,
    ast.And,
    ast.Or,
    ast.UnaryOp,
    ast.Not,
    ast.USub,
    ast.UAdd,
    ast.BinOp,
    ast.Add,
    ast.Sub,
    ast.Compare,
    ast.Name,
    ast.Load,
    ast.Constant,
    *_COMPARE,
)


class ExpressionError(ValueError):
    """The text is not an expression of this language."""


@lru_cache(maxsize=512)
def parse(text: str) -> ast.expr:
    """Return the judged tree of the expression; raise `ExpressionError` for anything outside the language."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"longer than {MAX_LENGTH} characters")
    if not text.isascii() or not text.isprintable():
        raise ExpressionError("only printable ASCII is allowed")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        raise ExpressionError("cannot be read") from problem
    nodes = list(ast.walk(tree))
    if len(nodes) > MAX_NODES:
        raise ExpressionError(f"more than {MAX_NODES} parts")
    for node in nodes:
        if not isinstance(node, _ALLOWED):
            raise ExpressionError(f"{type(node).__name__} is not allowed")
        if isinstance(node, ast.Constant) and not (isinstance(node.value, int) and abs(node.value) <= MAX_CONSTANT):
            raise ExpressionError("only whole numbers up to 1000 are allowed")
    return tree.body


def names(text: str) -> frozenset[str]:
    """Return the names of the state the expression reads."""
    return frozenset(node.id for node in ast.walk(parse(text)) if isinstance(node, ast.Name))


def evaluate(text: str, state: Mapping[str, int]) -> bool:
    """Return whether the expression holds in the state; raise `ExpressionError` for a name it does not have."""
    return bool(_value(parse(text), state))


def _value(node: ast.expr, state: Mapping[str, int]) -> int:
    match node:
        case ast.Constant(value=int() as number):
            return number
        case ast.Name():
            if node.id not in state:
                raise ExpressionError(f"the state has no {node.id}")
            return int(state[node.id])
        case ast.BoolOp(op=ast.And()):
            return all(_value(part, state) for part in node.values)
        case ast.BoolOp():
            return any(_value(part, state) for part in node.values)
        case ast.UnaryOp(op=ast.Not()):
            return not _value(node.operand, state)
        case ast.UnaryOp(op=ast.USub()):
            return -_value(node.operand, state)
        case ast.UnaryOp():
            return _value(node.operand, state)
        case ast.BinOp(op=ast.Add()):
            return _value(node.left, state) + _value(node.right, state)
        case ast.BinOp():
            return _value(node.left, state) - _value(node.right, state)
        case ast.Compare():
            left = _value(node.left, state)
            for op, comparator in zip(node.ops, node.comparators, strict=True):
                right = _value(comparator, state)
                if not _COMPARE[type(op)](left, right):
                    return False
                left = right
            return True
    raise ExpressionError(f"{type(node).__name__} is not allowed")
