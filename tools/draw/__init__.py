"""Draft a diagram: ``python -m tools.draw outline.yaml processes/key.bpmn`` lays an outline out as BPMN with DI.

A help for the first drawing of a procedure only; afterwards the .bpmn file is the source and the editor changes it.
Parts: ``outline`` (YAML to values), ``place`` (grid to pixels), ``route`` (orthogonal lines), ``label`` (names),
``write`` (XML).

An outline names lanes in the order of work, nodes with their grid cell, and flows::

    id: clue_transfer
    name: 问题线索移交
    procedure: <sv:procedure code="P01/A1" secrecy="3"/>
    lanes:
    - {id: source, name: 移交部门, rows: 1, ext: <sv:assignee users="starter"/>}
    nodes:
      E02_register: {is: user, name: 登记线索, at: [1, source], ext: <sv:form key="clue-transfer/F-P01-1"/>}
    flows:
    - E08_outcome -> E02_register | 退回 | review_decision = "return"     # label, condition (or: default)
    - E08_outcome@b -> E02_register@b                                     # @l @r @t @b name the side to use
"""
