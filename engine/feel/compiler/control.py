"""``if``, ``instance of`` and functions written in FEEL."""

from __future__ import annotations

from typing import Any

from engine.feel.compiler.core import Compiler, rule
from engine.feel.runtime import Code, Frame, Run
from engine.feel.syntax.nodes import FunctionNode, If, InstanceOf, TypeName
from engine.feel.types import belongs, coerce, unclear
from engine.feel.values.kinds import Function


@rule(If)
def if_(compiler: Compiler, node: If) -> Code:
    condition, then, otherwise = (compiler.compile(part) for part in (node.condition, node.then, node.otherwise))
    return lambda frame: then(frame) if condition(frame) is True else otherwise(frame)


@rule(InstanceOf)
def instance_of(compiler: Compiler, node: InstanceOf) -> Code:
    value, wanted = compiler.compile(node.value), node.type

    def judge(frame: Frame) -> bool | None:
        name = unclear(wanted, frame.run)
        if name:
            return frame.run.warn(f"类型“{name}”不存在或缺少参数", f'type "{name}" is unknown or lacks its parameters')
        return belongs(value(frame), wanted, frame.run)

    return judge


@rule(FunctionNode)
def function(compiler: Compiler, node: FunctionNode) -> Code:
    if node.external:
        return lambda frame: frame.run.warn("不支持外部函数", "external functions are not supported")
    params = tuple(param.name for param in node.params)
    types = tuple(param.type for param in node.params)
    with compiler.level(params):
        body, weight = compiler.weighed(node.body)

    def build(frame: Frame) -> Function:
        def call(run: Run, args: list[Any]) -> Any:
            run.spend(weight)
            bound = bind(run, params, types, args)
            return body(Frame(bound, frame, run)) if bound is not None else None

        return Function(params, call, param_types=types, origin=(node, frame))

    return build


def bind(
    run: Run, params: tuple[str, ...], types: tuple[TypeName | None, ...], args: list[Any]
) -> dict[str, Any] | None:
    """Arguments by name, converted to the declared types; None when one does not fit."""
    if len(args) != len(params):
        return run.warn(f"参数应为 {len(params)} 个", f"{len(params)} arguments wanted")
    bound: dict[str, Any] = {}
    for name, wanted, value in zip(params, types, args, strict=True):
        bound[name] = fitted = value if wanted is None else coerce(value, wanted, run)
        if fitted is None and value is not None:
            return run.warn(f"参数“{name}”类型不符", f'argument "{name}" is not of its type')
    return bound
