"""DMN 1.2-1.5 decisions over FEEL: ``read(xml, "x.dmn").decisions["route"].decide({"amount": 5}).value``.

Law of this room: pure but for lxml, which reads without entities, network or DTD. A model is read whole: either every
construct in it is understood, or ``InvalidContent`` lists each problem with its line and element. Nothing is skipped
in silence, unless asked for (``lenient``). Deciding never raises but for a FEEL limit: what goes wrong is null with a
warning.
"""

from engine.dmn.imports import by_namespace, imported
from engine.dmn.model import Decision, Invocable, Model, Outcome, RuleHit
from engine.dmn.reader import read

__all__ = ["Decision", "Invocable", "Model", "Outcome", "RuleHit", "by_namespace", "imported", "read"]
