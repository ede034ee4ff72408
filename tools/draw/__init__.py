"""Draft a diagram: ``python -m tools.draw outline.yaml processes/key.bpmn`` lays an outline out as BPMN with DI.

A help for the first drawing of a procedure only; afterwards the .bpmn file is the source and the editor changes it.
Parts: ``outline`` (YAML to values), ``place`` (grid to pixels), ``route`` (orthogonal lines), ``label`` (names),
``write`` (XML).

An outline names lanes in the order of work, nodes with their grid cell ``[column, lane, row in the lane]``, and flows::

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

``is`` names the kind (``start end catch throw boundary``, ``user service rule script call manual receive send``,
``xor and or event``, ``sub``) and ``ext`` is what stands in the extension elements, line by line. More keys of a node:

- Events carry one of ``message: name``, ``signal: name``, ``error: code``, ``escalation: code``, ``condition: FEEL``,
  ``timer: {date|duration|cycle: FEEL}``, ``terminate: true``; send and receive tasks carry ``message: name``.
- ``host: E02_register`` attaches a boundary event (no ``at``; ``edge: top``, ``share: 0.3`` of the host's width).
- ``stops: false`` on a boundary event or on the start of an event subprocess: it does not interrupt.
- ``multi: {collection: FEEL, item: name, output: name, sequential: true, completion: FEEL}`` on tasks, calls and
  subprocesses; the last three may be left out.
- ``calls: process_id`` of a call activity; ``script: FEEL`` of a script task.
- ``own: [name, ...]`` of a subprocess: variables (BPMN properties) that live in each of its runs only.

An open subprocess (``span: [columns, rows]``) is drawn in place, its inner nodes stand among the others with
``in: E33_hold``. A collapsed one has a plane of its own, which the viewer opens with a click; a plane has no lanes, so
its nodes stand at ``[column, row]``, and it may hold further planes::

    E14_stage:
      is: sub
      name: 分阶段监督
      at: [9, leader]
      multi: {collection: stages, item: stage_item, output: stage_results, sequential: true}
      plane:
        nodes:
          S00_start: {is: start, at: [0]}
          S02_file: {is: user, name: 提交阶段资料, at: [1], ext: <sv:assignee users="liaison"/>}
          S02x_red: {is: boundary, host: S02_file, stops: false, timer: {date: 'due("TL-E03", stage_item.date)'}}
          S99_end: {is: end, at: [2]}
        flows:
        - S00_start -> S02_file
        - S02_file -> S99_end

An event subprocess says ``triggered: true``. Without ``at`` it goes into a lane below all others, named by ``events:``
at the top of the outline (on a plane: into a row below), several of them side by side::

    E20_payment:
      is: sub
      triggered: true
      name: 资金拨付审查
      own: [pay_no, amount]
      plane:
        nodes:
          E20a_asked: {is: start, name: 付款申请, at: [0], message: payment.requested, stops: false}
          ...
"""
