"""Issues struck off in the past, as rows of L-12 and L-12b: what a story finds when it begins.

A procedure of its own, deployed for a moment beside the repository's content, writes them through the engine's door:
``past-issues`` starts with the list of issues and hangs one row per issue on its only step. Then the repository's
content is deployed again; the rows stay.
"""

from __future__ import annotations

from typing import Any

from engine import commands, system_actor
from tests.scenarios.province import Province, content_files

PROCESS = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sv="urn:jiandu:bpmn:sv:1"
                  id="past_issues_definitions" targetNamespace="urn:jiandu:tests">
  <bpmn:process id="past_issues" name="既往问题" isExecutable="true">
    <bpmn:extensionElements><sv:procedure code="T" secrecy="1" startBy="*"/></bpmn:extensionElements>
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:serviceTask id="list" name="登记">
      <bpmn:extensionElements><sv:action type="register" ref="L-12"/></bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="list"/>
    <bpmn:sequenceFlow id="f2" sourceRef="list" targetRef="end"/>
  </bpmn:process>
</bpmn:definitions>
"""
LISTED = """
  - process: past-issues
    at: list
    each: issues
    row: =item.key
    set:
      status: closed
      source: =item.source
      unit_code: =unit
      category: =item.category
      level: =item.level
      mode: 限期整改
      description: =item.description
      basis: =item.basis
      repeat_count: =item.repeat_count
      lookback_no: =0
      reopen_no: =0
      long_term: =false
      blocking: =false
      listed_on: =date(item.listed_on)
"""
RECTIFIED = """
  - process: past-issues
    at: list
    each: issues
    row: =item.key
    set:
      status: closed
      issue_no: =item.issue_no
      rectifiers: =item.rectifiers
      verifiers: =item.verifiers
"""


def listed_before(province: Province, unit: str, issues: list[dict[str, Any]]) -> None:
    """The issues of a unit, in the order of their numbers, listed and struck off today."""
    files = content_files()
    files["processes/past-issues.bpmn"] = PROCESS.encode()
    files["registers/issue_list.yaml"] += LISTED.encode()
    files["registers/rectification_list.yaml"] += RECTIFIED.encode()
    execute = province.engine.execute
    execute(commands.Deploy(files, "past issues", whole=True), system_actor())
    execute(commands.StartInstance("past-issues", {"unit": unit, "issues": issues}, unit), system_actor())
    execute(commands.Deploy(content_files(), "sample province", whole=True), system_actor())
