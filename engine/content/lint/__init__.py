"""The house's lint: what a well-formed diagram may still get wrong. Each rule is a small function in one of two tables.

A diagram rule sees one process and the content around it; a content rule sees the whole bundle. Rules never raise and
never depend on each other's order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.content.lint import (
    actions,
    alarms,
    asked,
    calls,
    content,
    documents,
    elements,
    events,
    expressions,
    fields,
    flow,
    form_names,
    forms,
    gateways,
    given,
    law_events,
    law_gateways,
    law_joins,
    law_scopes,
    organisation,
    outcomes,
    people,
    reach,
    references,
    reports,
    variables,
)
from engine.content.lint.context import Context
from engine.model.definition import Process
from engine.model.errors import Problem

DIAGRAM_RULES: tuple[Callable[[Process, Context], Iterator[Problem]], ...] = (
    flow.flow_ends, flow.default_flows, flow.attachments, flow.starts,
    reach.unreachable, reach.dead_ends,
    gateways.conditions, gateways.defaults, gateways.idle_conditions, gateways.overlaps,
    people.performers, people.roles, people.starters, people.exceptions,
    references.forms, references.limits, references.decisions, references.called,
    actions.types, actions.letters, actions.registers, actions.alarms, actions.definitions, actions.parameters,
    actions.addressees,
    elements.named_elements, elements.multi_instances,
    events.messages, events.unsent, events.uncaught, events.timers, events.correlations, events.schedules,
    fields.outcomes, fields.recusals, fields.nominations, outcomes.values, outcomes.unhandled,
    calls.inputs_and_outputs, calls.started,
    expressions.syntax, variables.unknown, asked.in_diagrams,
    law_events.flows, law_events.positions, law_events.cancels, law_events.interruptions, law_events.hosts,
    law_gateways.directions, law_gateways.races, law_gateways.guarded_receivers, law_gateways.instantiation,
    law_joins.joins,
    law_scopes.handlers, law_scopes.embedded, law_scopes.ad_hoc, law_scopes.compensation, law_scopes.quantities,
    law_scopes.links,
)

CONTENT_RULES: tuple[Callable[[Context], Iterator[Problem]], ...] = (
    content.process_files, content.register_keys, content.register_writes, content.register_columns,
    content.unwritten_columns,
    content.register_readers, content.register_expressions,
    alarms.references, alarms.columns, alarms.figures, alarms.expressions,
    calls.started_by_alarms, events.uncaught_from_alarms,
    reports.references, reports.columns, reports.figures, reports.expressions,
    documents.templates, documents.template_fields, documents.procedures, documents.letter_expressions,
    forms.expressions, forms.rules, forms.sources, form_names.unknown,
    organisation.units, organisation.people, organisation.offices, organisation.rights, organisation.limits,
    organisation.unstarted,
    given.registers, given.letters, asked.in_content,
)


def lint_process(process: Process, context: Context) -> list[Problem]:
    """Every fault of one process."""
    return [problem for rule in DIAGRAM_RULES for problem in rule(process, context)]


def lint_content(context: Context) -> list[Problem]:
    """Every fault of the content around the processes."""
    return [problem for rule in CONTENT_RULES for problem in rule(context)]
