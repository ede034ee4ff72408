"""Cases nobody starts by hand: each moment starts its cases once, whoever looks and however often one deploys."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from engine import Engine, commands, errors, queries
from engine.queries.whole import WholeCase
from engine.store.tables import instance
from tests.support.house import House
from tests.support.proofs import prove

WEEKLY = "<bpmn:timerEventDefinition><bpmn:timeCycle>R/2026-03-02T08:00:00+08:00/P7D</bpmn:timeCycle>" \
         "</bpmn:timerEventDefinition>"
NOON = "<bpmn:timerEventDefinition><bpmn:timeDate>2026-03-02T12:00:00+08:00</bpmn:timeDate></bpmn:timerEventDefinition>"
LOW = "<bpmn:conditionalEventDefinition><bpmn:condition>stock &lt; 5</bpmn:condition></bpmn:conditionalEventDefinition>"
PATH = "processes/nightly.bpmn"


def diagram(event: str, schedule: str = "", name: str = "") -> bytes:
    """A procedure that begins by itself and gives one task to an officer of the unit."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sv="urn:jiandu:bpmn:sv:1"
    targetNamespace="urn:test" id="Definitions_nightly">
  <bpmn:process id="nightly" name="巡查{name}" isExecutable="true">
    <bpmn:extensionElements><sv:procedure code="T" series="XX"/></bpmn:extensionElements>
    <bpmn:startEvent id="E00_start"><bpmn:extensionElements>{schedule}</bpmn:extensionElements>{event}</bpmn:startEvent>
    <bpmn:sequenceFlow id="F_1" sourceRef="E00_start" targetRef="E01_look"/>
    <bpmn:userTask id="E01_look" name="查看">
      <bpmn:extensionElements>
        <sv:candidate role="officer" scope="own"/><sv:form key="line/write"/>
      </bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="F_2" sourceRef="E01_look" targetRef="E99_end"/>
    <bpmn:endEvent id="E99_end"/>
  </bpmn:process>
</bpmn:definitions>""".encode()


def deploy(house: House, source: bytes) -> None:
    """Deploy the procedure beside the others."""
    house.do("system", commands.Deploy({PATH: source}))


def begun(house: House) -> list[tuple[str, int]]:
    """Unit and version of every case of the procedure, in order."""
    with house.engine.database.read() as connection:
        query = select(instance).where(instance.c.definition == "nightly").order_by(instance.c.case_no)
        return [(row.unit, row.definition_version) for row in connection.execute(query)]


def test_a_cycle_starts_one_case_at_each_of_its_moments_and_none_before_the_deployment(house: House) -> None:
    deploy(house, diagram(WEEKLY))      # the clock stands at 09:00 of the first Monday
    assert house.engine.run_due() == 0
    house.clock.advance(days=7)
    assert (house.engine.run_due(), house.engine.run_due()) == (1, 0)
    house.clock.advance(days=21)
    while house.engine.run_due():
        pass
    assert begun(house) == [("U1", 1)] * 4
    prove(house)


def test_one_case_per_unit_and_item(house: House) -> None:
    units, each = "[&quot;U1&quot;, &quot;U2&quot;]", "for n in 1..2 return {round: n, of: unit}"
    schedule = f'<sv:schedule units="{units}" each="{each}"/>'
    deploy(house, diagram(NOON, schedule))
    house.clock.advance(hours=3)
    assert house.engine.run_due() == 1
    assert begun(house) == [("U1", 1), ("U1", 1), ("U2", 1), ("U2", 1)]
    with house.engine.database.read() as connection:
        cases = connection.execute(select(instance.c.id).where(instance.c.unit == "U2")).scalars().all()
    given = [house.engine.ask(WholeCase(case), house.actor("system"))["variables"] for case in cases]
    assert sorted((each["round"], each["of"]) for each in given) == [(1, "U2"), (2, "U2")]
    prove(house)


def test_the_same_text_deployed_again_goes_on_and_a_new_version_takes_over(house: House) -> None:
    deploy(house, diagram(NOON))
    house.clock.advance(hours=3)
    house.engine.run_due()
    deploy(house, diagram(NOON, name="二"))      # another version, whose moment is over
    assert house.engine.run_due() == 0
    deploy(house, diagram(WEEKLY, name="三"))
    house.clock.advance(days=7)
    house.engine.run_due()
    assert begun(house) == [("U1", 1), ("U1", 3)]


def test_a_diagram_taken_away_starts_nothing(house: House) -> None:
    deploy(house, diagram(WEEKLY))
    with house.engine.database.read() as connection:
        files = dict(house.engine.catalog.latest(connection).bundle.files)
    del files[PATH]
    house.do("system", commands.Deploy(files, whole=True))
    house.clock.advance(days=8)
    assert house.engine.run_due() == 0
    assert house.engine.ask(queries.AwaitedStarts(), house.actor("system")) == {"items": []}


def test_two_workers_start_each_moment_once(house: House) -> None:
    deploy(house, diagram(WEEKLY))
    house.clock.advance(days=7)
    second = Engine(house.engine.settings, clock=house.clock, ids=house.engine.ids)
    barrier = Barrier(2)

    def work(engine: Engine) -> None:
        barrier.wait()
        engine.run_due()

    workers = [Thread(target=work, args=(engine,)) for engine in (house.engine, second)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    second.close()
    house.engine.run_due()
    assert len(begun(house)) == 1
    prove(house)


def test_a_condition_starts_a_case_each_time_it_becomes_true(house: House) -> None:
    deploy(house, diagram(LOW))
    counts = []
    for stock in (9, 3, 2, 8, 1):
        house.do("system", commands.TellFacts({"stock": stock}))
        house.engine.run_due()
        house.engine.run_due()
        counts.append(len(begun(house)))
    assert counts == [0, 1, 1, 1, 2]
    house.clock.advance(minutes=2)
    assert house.engine.run_due() == 0      # it still holds
    prove(house)


def test_a_start_that_fails_is_told_and_tried_again(house: House) -> None:
    deploy(house, diagram(WEEKLY, '<sv:schedule units="[&quot;U1&quot;, &quot;gone&quot;]"/>'))
    house.clock.advance(days=7)
    assert house.engine.run_due() == 0
    assert begun(house) == []               # nothing half done
    (row,) = house.engine.ask(queries.AwaitedStarts(), house.actor("system"))["items"]
    assert row["attempts"] == 1
    assert "E00_start" in row["message"]
    assert "gone" in row["message"]
    deploy(house, diagram(WEEKLY, '<sv:schedule units="[&quot;U1&quot;]"/>'))
    assert house.engine.run_due() == 0      # not yet
    house.clock.advance(minutes=2)
    assert house.engine.run_due() == 1
    (row,) = house.engine.ask(queries.AwaitedStarts(), house.actor("system"))["items"]
    assert (row["attempts"], row["due"]) == (0, "2026-03-16T00:00:00.000000+00:00")     # no drift


def test_a_timer_without_a_time_is_refused_at_its_element(house: House) -> None:
    never = diagram(NOON.replace("2026-03-02T12:00:00+08:00", "=null"))
    with pytest.raises(errors.InvalidContent) as refused:
        deploy(house, never)
    assert [(each.element, each.code) for each in refused.value.problems] == [("E00_start", "timer-without-time")]


def test_a_missed_cycle_is_caught_up_after_a_pause(house: House) -> None:
    deploy(house, diagram(WEEKLY))
    house.clock.now += timedelta(days=15)
    while house.engine.run_due():
        pass
    assert len(begun(house)) == 2
