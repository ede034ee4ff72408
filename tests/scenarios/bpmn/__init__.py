"""Every element of BPMN 2.0 and every variant: one small diagram and its trace, through the embeddable door.

``docs/reference/bpmn.md`` is made of these scenarios (``python -m tests.scenarios.bpmn.table``).
"""
