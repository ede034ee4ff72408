"""The runner executes diagrams; it is the only home of SpiffWorkflow.

Law of this room:

1. It knows tokens, elements and variables; no database, no roles, no forms, no clock. Time and ids come in with the
   ``Environment``; what happened goes out as effects.
2. SpiffWorkflow supplies the machine (tasks with states, specs with hooks, subworkflows). What an element does is said
   by our specs (``elements`` and below); the library's parser, prediction, data merging, event manager, timers, script
   engine and serialiser are not used, because each was measured to go wrong (tests/unit/runner/test_hazards_*).
3. A program is shared by all cases of a definition and never changed by them.
4. Finished tokens are not kept: a snapshot holds live tokens only. History is what the effects tell.
5. What would run wrongly is refused by ``compile`` with ``InvalidContent``, naming element, line and code.
6. A stimulus succeeds as a whole or voids the ``Live``; nothing half done can be saved.
"""

from engine.runner.compile import Program, compile
from engine.runner.effects import Ceased, Changed, Dropped, Effect, Ended, Entered, Left, Thrown, Waiting
from engine.runner.live import Environment, Live
from engine.runner.stimuli import (
    Activate,
    AddInstance,
    Cancel,
    Complete,
    Deliver,
    Fire,
    Jump,
    RemoveInstance,
    Signal,
    Stimulus,
    Throw,
)
from engine.runner.timers import Due, ring

__all__ = [
    "Activate", "AddInstance", "Cancel", "Ceased", "Changed", "Complete", "Deliver", "Dropped", "Due", "Effect",
    "Ended", "Entered", "Environment", "Fire", "Jump", "Left", "Live", "Program", "RemoveInstance", "Signal",
    "Stimulus", "Throw", "Thrown", "Waiting", "compile", "ring",
]
