"""A derivation as Python: every number that it is made of by its value, and the tree in NumPy's words."""

from math import isinf, isnan

from app.engine.activations import ACTIVATIONS
from app.explain.addresses import Address
from app.explain.derive import Derivation
from app.explain.expressions import Const, Node, Op, Ref, leaves, refs

_DEFINED = {**{row.name: row.numpy for row in ACTIVATIONS.values()}, "abs": "np.abs", "sqrt": "np.sqrt"}
_IMPORTS = {**{row.name: row.numpy_import for row in ACTIVATIONS.values()}, "erf": "from math import erf"}
_MAX_WIDTH = 88


def numpy_text(derivation: Derivation) -> str:
    """A program that runs by itself and ends with ``value = …``."""
    functions = _functions(derivation.expression)
    imports = sorted({_IMPORTS[name] for name in functions if _IMPORTS.get(name)})
    lines = [*imports[-1:], *([""] if imports else []), "import numpy as np", ""]
    lines += [f"{name} = {_DEFINED[name]}" for name in functions if name in _DEFINED]
    lines += [
        f"{_name(ref.address)} = np.float64({_number(ref.value)})  # {ref.address}"
        for ref in refs(derivation.expression)
    ]
    for name, value in _constants(derivation.expression).items():
        lines.append(f"{name} = np.float64({_number(value)})")
    return "\n".join([*lines, f"value = {_code(derivation.expression)}"]) + "\n"


def _functions(node: Node) -> list[str]:
    if not isinstance(node, Op):
        return []
    found = [node.function] if node.function else []
    for arg in node.args:
        found += _functions(arg)
    return list(dict.fromkeys(found))


def _constants(node: Node) -> dict[str, float]:
    return {_constant(leaf): leaf.value for leaf in leaves(node) if isinstance(leaf, Const) and leaf.name}


def _constant(const: Const) -> str:
    """A constant's name; ``lambda`` is Python's own."""
    return f"{const.name}_" if const.name == "lambda" else const.name


def _name(address: Address) -> str:
    name = "_".join((address.quantity, *map(str, address.indices)))
    return f"{name}_sample_{address.sample}" if address.sample else name


def _number(value: float) -> str:
    if isnan(value):
        return "np.nan"
    return ("np.inf" if value > 0 else "-np.inf") if isinf(value) else repr(value)


def _code(node: Node) -> str:
    match node:
        case Ref(address, _):
            return _name(address)
        case Const(value, name):
            return _constant(node) if name else f"np.float64({_number(value)})"
    args = [_code(arg) for arg in node.args]
    match node.op:
        case "add":
            return _in_brackets(" + ", args)
        case "sub":
            return _in_brackets(" - ", args)
        case "mul":
            return _in_brackets(" * ", args)
        case "div":
            return _in_brackets(" / ", args)
        case "pow":
            return f"{args[0]} ** {args[1]}" if node.args[1] != Const(2.0) else f"np.square({args[0]})"
        case "neg":
            return f"(-{args[0]})"
        case "exp" | "log":
            return f"np.{node.op}({args[0]})"
        case "max":
            return f"np.max([{', '.join(args)}])"
        case "apply":
            return f"{node.function}({args[0]})"


def _in_brackets(sign: str, args: list[str]) -> str:
    line = sign.join(args)
    if len(line) <= _MAX_WIDTH:
        return f"({line})"
    return "(\n    " + f"\n    {sign.strip()} ".join(args) + "\n)"
