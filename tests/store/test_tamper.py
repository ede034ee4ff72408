"""Whoever writes into the database behind the engine's back is found, and an altered state is never run."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from engine import Engine, commands, errors
from engine.model.chain import payload_hash
from engine.store.tables import blob, deployment_file, event, inbox, instance, job, stream, task
from tests.support.house import House

Fraud = Callable[[Connection, str], object]


def edit_payload(connection: Connection, case: str) -> None:
    row = of(connection, case, 3)
    altered = json.dumps({**json.loads(row["payload"]), "forged": True})
    change(connection, case, 3, payload=altered)


def edit_payload_and_hash(connection: Connection, case: str) -> None:
    row = of(connection, case, 3)
    altered = json.dumps({**json.loads(row["payload"]), "forged": True})
    change(connection, case, 3, payload=altered, payload_hash=payload_hash(row["salt"], altered))


def edit_actor(connection: Connection, case: str) -> None:
    change(connection, case, 2, actor="o4")


def edit_time(connection: Connection, case: str) -> None:
    change(connection, case, 2, at="2020-01-01T00:00:00.000000+00:00")


def delete_event(connection: Connection, case: str) -> None:
    connection.execute(delete(event).where(event.c.instance == case, event.c.seq == 4))


def delete_and_renumber(connection: Connection, case: str) -> None:
    connection.execute(delete(event).where(event.c.instance == case, event.c.seq == 4))
    for seq in range(5, last(connection, case) + 1):
        change(connection, case, seq, seq=seq - 1)


def insert_event(connection: Connection, case: str) -> None:
    row = of(connection, case, last(connection, case))
    connection.execute(insert(event).values({**row, "seq": row["seq"] + 1}))


def swap_events(connection: Connection, case: str) -> None:
    change(connection, case, 3, seq=900)
    change(connection, case, 4, seq=3)
    change(connection, case, 900, seq=4)


def truncate_tail(connection: Connection, case: str) -> None:
    connection.execute(delete(event).where(event.c.instance == case, event.c.seq > last(connection, case) - 2))


def truncate_tail_and_head(connection: Connection, case: str) -> None:
    """The log is cut and the head set back to match; the state's proof is that of the lost last event."""
    truncate_tail(connection, case)
    row = of(connection, case, last(connection, case))
    set_case(connection, case, event_seq=row["seq"], event_mac=row["mac"])


def alter_task_row(connection: Connection, case: str) -> None:
    connection.execute(update(task).where(task.c.instance == case).values(deadline="2027-01-01"))


def add_task_row(connection: Connection, case: str) -> None:
    row = connection.execute(select(task).where(task.c.instance == case)).mappings().first()
    assert row is not None
    connection.execute(insert(task).values({**row, "id": "forged"}))


def delete_job_row(connection: Connection, case: str) -> None:
    assert connection.execute(delete(job).where(job.c.instance == case)).rowcount


def alter_case_row(connection: Connection, case: str) -> None:
    set_case(connection, case, secrecy=0)


def alter_state(connection: Connection, case: str) -> None:
    row = connection.execute(select(instance).where(instance.c.id == case)).one()
    set_case(connection, case, state=row.state[:-1] + bytes([row.state[-1] ^ 1]))


def alter_context(connection: Connection, case: str) -> None:
    row = connection.execute(select(instance).where(instance.c.id == case)).one()
    set_case(connection, case, context=row.context + b"\0")


def restore_old_state(connection: Connection, case: str) -> None:
    """The state of another case with its own good proof, put in place of this one's."""
    row = connection.execute(select(instance).where(instance.c.id != case)).one()
    set_case(connection, case, state=row.state, context=row.context, state_mac=row.state_mac)


def set_case(connection: Connection, case: str, **values: object) -> None:
    assert connection.execute(update(instance).where(instance.c.id == case).values(**values)).rowcount == 1


def of(connection: Connection, case: str, seq: int) -> dict[str, object]:
    query = select(event).where(event.c.instance == case, event.c.seq == seq)
    return dict(connection.execute(query).mappings().one())


def change(connection: Connection, case: str, at_seq: int, **values: object) -> None:
    where = (event.c.instance == case, event.c.seq == at_seq)
    assert connection.execute(update(event).where(*where).values(**values)).rowcount == 1


def last(connection: Connection, case: str) -> int:
    query = select(event.c.seq).where(event.c.instance == case).order_by(event.c.seq.desc()).limit(1)
    return int(connection.execute(query).scalar_one())


LOG = (
    (edit_payload, "payload altered"), (edit_payload_and_hash, "header or predecessor altered"),
    (edit_actor, "header or predecessor altered"), (edit_time, "header or predecessor altered"),
    (delete_event, "missing or out of order"), (delete_and_renumber, "header or predecessor altered"),
    (insert_event, "log does not end at the recorded head"), (swap_events, "header or predecessor altered"),
    (truncate_tail, "log does not end at the recorded head"),
    (truncate_tail_and_head, "live state does not belong to the last event"),
)
ROWS = (
    (alter_task_row, "does not equal its history"), (add_task_row, "task row forged"),
    (delete_job_row, "job row"), (alter_case_row, "instance row"),
)
STATES = (alter_state, alter_context, restore_old_state)


def defraud(house: House, fraud: Fraud) -> str:
    """A case somebody tampered with, beside one that is left alone."""
    case = house.start("line")
    house.start("loop")
    assert house.verify()["ok"]
    with house.engine.database.write() as connection:
        fraud(connection, case)
    return case


@pytest.mark.parametrize(("fraud", "what"), LOG + ROWS, ids=lambda value: getattr(value, "__name__", ""))
def test_fraud_is_found(house: House, fraud: Fraud, what: str) -> None:
    case = defraud(house, fraud)
    report = house.verify()
    assert not report["ok"]
    assert {problem["instance"] for problem in report["problems"]} == {case}
    assert any(what in problem["what"] for problem in report["problems"]), report["problems"]


@pytest.mark.parametrize("fraud", STATES)
def test_altered_state_is_found_and_refused_before_use(house: House, fraud: Fraud) -> None:
    case = house.start("line")
    task_id = house.task(case, "E01_write")
    house.start("loop")
    with house.engine.database.write() as connection:
        fraud(connection, case)
    assert not house.verify()["ok"]
    with pytest.raises(errors.Tampered):
        house.do("o1", commands.CompleteTask(task_id, {}))
    assert house.events(case).count("TaskCompleted") == 0


def test_a_tampered_case_does_not_stop_the_others_timers(house: House) -> None:
    bad, good = house.start("timed"), house.start("timed")
    with house.engine.database.write() as connection:
        alter_state(connection, bad)
    house.clock.advance(hours=2)
    house.engine.run_due()
    assert [row["element"] for row in house.open_tasks(good)] == ["E03_urge"]


def test_altered_stream_of_deployments_is_found(house: House) -> None:
    with house.engine.database.write() as connection:
        assert connection.execute(
            update(event).where(event.c.type == "ContentDeployed").values(actor="o4")).rowcount == 1
    report = house.verify()
    assert [problem["instance"] for problem in report["problems"]] == ["system"]


def test_inbox_rows_added_or_taken_away_are_found(house: House) -> None:
    """The inbox is derived as well: a task hidden from those who must do it is a fraud like any other."""
    case = house.start("line")
    with house.engine.database.write() as connection:
        connection.execute(delete(inbox).where(inbox.c.instance == case))
    assert not house.verify()["ok"]


def test_whole_case_removed_is_found(house: House) -> None:
    """Every trace of a case is deleted; the gap it leaves in its series is the only witness inside the database."""
    case = house.start("line")
    house.start("loop")
    with house.engine.database.write() as connection:
        for table in (event, task, inbox, job):
            connection.execute(delete(table).where(table.c.instance == case))
        connection.execute(delete(instance).where(instance.c.id == case))
    assert not house.verify()["ok"]


def test_stream_removed_is_found(house: House) -> None:
    with house.engine.database.write() as connection:
        connection.execute(delete(stream))
    assert not house.verify()["ok"]


def test_altered_deployed_file_is_found_and_never_run(house: House) -> None:
    """Whoever may write to the database still cannot slip a diagram in."""
    house.start("line")
    with house.engine.database.write() as connection:
        row = connection.execute(
            select(blob).join(deployment_file, deployment_file.c.sha256 == blob.c.sha256)
            .where(deployment_file.c.path == "processes/line.bpmn")).one()
        altered = row.content.replace(b"E01_write", b"E01_wrote")
        connection.execute(update(blob).where(blob.c.sha256 == row.sha256).values(content=altered))
    assert any(row.sha256 in problem["what"] for problem in house.verify()["problems"])
    fresh = Engine(house.engine.settings, clock=house.clock, ids=house.engine.ids)
    with pytest.raises(errors.Tampered):
        fresh.actor("o1")
    fresh.close()


def test_exchanged_deployed_file_is_found(house: House) -> None:
    """The file's row is pointed at other good bytes; the log of deployments knows better."""
    house.start("line")
    with house.engine.database.write() as connection:
        other = select(deployment_file.c.sha256).where(deployment_file.c.path == "processes/loop.bpmn")
        connection.execute(update(deployment_file).where(deployment_file.c.path == "processes/line.bpmn").values(
            sha256=other.scalar_subquery()))
    assert [problem["instance"] for problem in house.verify()["problems"]] == ["deployment"]
