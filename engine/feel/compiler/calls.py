"""Calling functions: bound in the expression, built in, of the host, or held by a variable (in this order)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.feel.builtins.registry import BUILTINS, Builtin
from engine.feel.compiler.core import Compiler, rule
from engine.feel.errors import FeelLimitError
from engine.feel.runtime import MISSING, Code, Frame
from engine.feel.syntax.nodes import Call, Name
from engine.feel.values.kinds import Function
from engine.model.errors import JianduError

Arguments = Callable[[Frame], list[Any]]


@rule(Call)
def call(compiler: Compiler, node: Call) -> Code:
    codes = [compiler.compile(arg) for arg in node.args]
    if isinstance(node.callee, Name) and not compiler.is_bound(node.callee.name):
        builtin = BUILTINS.get(node.callee.name)
        if builtin is not None:
            code = _builtin(builtin, codes, node.names)
            return _hidden(compiler, node, codes, code) if node.callee.name in compiler.known else code
        compiler.calls.add(node.callee.name)
        return _host(node.callee.name, len(compiler.levels), codes, node.names)
    callee = compiler.compile(node.callee)
    return lambda frame: _value(frame, callee(frame), [code(frame) for code in codes], node.names)


def _builtin(builtin: Builtin, codes: list[Code], names: tuple[str, ...]) -> Code:
    invoke = builtin.prepare(len(codes), names)
    return lambda frame: invoke(frame.run, [code(frame) for code in codes])


def _hidden(compiler: Compiler, node: Call, codes: list[Code], builtin: Code) -> Code:
    """A call under the name of a built-in function: a function of the host that has the name comes first."""
    held = compiler.compile(node.callee)

    def invoke(frame: Frame) -> Any:
        function = held(frame)
        if type(function) is not Function or function is BUILTINS[name].value:
            return builtin(frame)
        return _value(frame, function, [code(frame) for code in codes], node.names)

    name = node.callee.name  # type: ignore[attr-defined]  # the caller has seen that it is a name
    return invoke


def _host(name: str, hops: int, codes: list[Code], names: tuple[str, ...]) -> Code:
    def invoke(frame: Frame) -> Any:
        args = [code(frame) for code in codes]
        base = frame
        for _ in range(hops):
            base = base.outer  # type: ignore[assignment]  # the levels say it is there
        function = frame.run.functions.get(name) if frame.run.functions else None
        if function is not None:
            return _call_host(frame, name, function, args, names)
        held = base.vars.get(name, MISSING)
        if type(held) is Function:
            return _value(frame, held, args, names)
        return frame.run.warn(f"未定义的函数“{name}”", f'unknown function "{name}"')

    return invoke


def _call_host(frame: Frame, name: str, function: Any, args: list[Any], names: tuple[str, ...]) -> Any:
    """A function of the host gets FEEL values; what it refuses becomes null with its reason as warning."""
    frame.run.spend(10)
    try:
        result = function(**dict(zip(names, args, strict=True))) if names else function(*args)
    except FeelLimitError:
        raise
    except JianduError as refusal:
        return frame.run.warn(f"{name}:{refusal.zh}", f"{name}: {refusal.en}")
    except (TypeError, ValueError, ArithmeticError, LookupError) as fault:
        return frame.run.warn(f"函数“{name}”未能执行:{fault}", f'function "{name}" failed: {fault}')
    return frame.run.read(result)


def _value(frame: Frame, function: Any, args: list[Any], names: tuple[str, ...]) -> Any:
    if type(function) is not Function:
        return frame.run.warn("被调用的不是函数", "what is called is no function")
    if not names:
        return frame.run.call(function, args)
    if len(set(names)) < len(names):
        return frame.run.warn("参数名称重复", "an argument name appears twice")
    return frame.run.call_named(function, dict(zip(names, args, strict=True)))
