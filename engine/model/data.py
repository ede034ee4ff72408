"""Data of a diagram: what lives in a scope, what an activity takes in and gives out, and what flows between them.

Everything is known by the name of its variable: the ``name`` of a property, data object, data input or output, else its
id; a data object without a name is called like its first reference.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Association:
    """A data association: ``sources`` (variables) go to ``target``, through ``transformation`` (FEEL) if any.

    ``assignments`` are pairs of FEEL and variable. ``missing``: a reference to nothing or to a data store.
    """

    sources: tuple[str, ...] = ()
    target: str = ""
    transformation: str = ""
    assignments: tuple[tuple[str, str], ...] = ()
    missing: str = ""


@dataclass(frozen=True)
class Interface:
    """An ``ioSpecification``: its inputs, the inputs each input set needs, its outputs."""

    inputs: tuple[str, ...] = ()
    sets: tuple[tuple[str, ...], ...] = ()
    outputs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Data:
    """The data of a node. ``own``: properties and data objects that live in it."""

    own: tuple[str, ...] = ()
    interface: Interface | None = None
    reads: tuple[Association, ...] = ()
    writes: tuple[Association, ...] = ()


NO_DATA = Data()
