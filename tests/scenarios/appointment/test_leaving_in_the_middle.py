"""Somebody leaves the batch at any moment, an opinion turns, a talker is recused, objections cross other steps."""

from __future__ import annotations

from engine import commands, system_actor
from tests.scenarios.appointment.bureau import REN, SHU, ZHENG, Bureau
from tests.scenarios.appointment.test_after_the_talk import pledged, withdraw
from tests.scenarios.conduct import file_clue
from tests.scenarios.people import BAI, CHENG, JI, MENG, QIN, TANG, WEI, YAO
from tests.scenarios.province import content_files

TALKED, SIGNED = "2026-05-08 11:00", "2026-05-08 14:00"


def objection(office: Bureau, case: dict[str, str], name: str) -> None:
    """Somebody outside objects."""
    office.tell("publicity.objection", f"{case['case_no']}/{name}", objection_channel="来信", content="反映内容")


def turned(office: Bureau, case: dict[str, str], name: str) -> None:
    """The opinion on somebody of the batch has turned."""
    office.tell("opinion.changed", f"P04/{case['case_no']}/{name}", changed_person=name)


def test_while_an_objection_is_verified(office: Bureau) -> None:
    """Revoked: nothing is left to verify. The opinion turned: held at once."""
    office.opinion("2026-05-06 09:00", REN, SHU)
    case = office.batch("2026-05-07 09:00", REN, SHU)
    for name in ("任川", "林舒"):
        objection(office, case, name)
    assert len(office.found(YAO, "C07")) == 2
    withdraw(office, case["case_no"], "任川")
    turned(office, case, "林舒")
    assert not office.found(YAO, "C07")
    rows = office.rows(TANG, "L-7")
    assert (rows["任川"]["status"], rows["林舒"]["held"]) == ("terminated", True)
    office.calm()


def test_while_they_confirm(office: Bureau) -> None:
    """Of three, one is revoked and one turns while the plan is approved or confirmed; the third is talked to."""
    office.opinion("2026-05-06 09:00", REN, SHU, ZHENG)
    case = office.batch("2026-05-07 09:00", REN, SHU, ZHENG, publicity_required=False)
    office.does("2026-05-08 09:00", YAO, "E10")
    withdraw(office, case["case_no"], "任川")
    office.does("2026-05-08 09:00", QIN, "E11")
    assert not office.found(REN, "E13")
    turned(office, case, "林舒")
    assert not office.found(SHU, "E13")
    office.does("2026-05-08 10:00", ZHENG, "E13")
    office.does("2026-05-08 10:00", ZHENG, "E14")
    office.talked(TALKED, ZHENG)
    assert not office.found(QIN, "E15")
    rows = office.rows(TANG, "L-7")
    assert [(rows[name]["status"], rows[name]["held"]) for name in ("任川", "林舒", "郑眠")] == [
        ("terminated", False), ("suspended", True), ("in_progress", False)]
    office.calm()


def test_everybody_leaves_before_the_talk(office: Bureau) -> None:
    """Nobody is left when all have answered: the case ends there."""
    office.opinion("2026-05-06 09:00", REN)
    case = office.batch("2026-05-07 09:00", REN, publicity_required=False)
    office.does("2026-05-08 09:00", YAO, "E10")
    office.does("2026-05-08 09:00", QIN, "E11")
    withdraw(office, case["case_no"], "任川")
    assert office.see(TANG, case["instance"])["status"] == "closed"
    assert office.open(QIN) == []


def test_while_the_talks_go_on(office: Bureau) -> None:
    """Talked to one after the other: who is revoked or turns before their talk is left out, the others go on."""
    case = office.at_the_talk(REN, SHU, ZHENG)
    withdraw(office, case["case_no"], "任川")
    turned(office, case, "林舒")
    office.talked(TALKED, ZHENG)
    pledged(office, ZHENG)
    assert not office.found(YAO, "E16")
    assert {name: row["talk_at"] for name, row in office.rows(TANG, "L-7").items()} == {
        "任川": None, "林舒": None, "郑眠": "2026-05-08"}
    office.calm()


def test_nobody_revoked_is_visited_or_appointed(office: Bureau) -> None:
    """Revoked between talk and appointment: no appointment, no follow-up, the pledge is void."""
    case = office.at_the_talk(REN)
    office.talked(TALKED, REN)
    pledged(office, REN)
    withdraw(office, case["case_no"], "任川")
    assert not office.found(TANG, "E24")
    assert office.rows(TANG, "L-8")["任川"]["void"] is True
    office.province.night("2026-11-10 00:05")
    assert not office.found(YAO, "E26")
    office.calm()


def test_the_talker_is_recused(office: Bureau) -> None:
    """秦若川 gives all talks to come to 季怀瑾: not to the recorder, not to 孟舟, too junior for a head of section."""
    office.opinion("2026-05-06 09:00", REN, SHU)
    office.batch("2026-05-07 09:00", REN, SHU, publicity_required=False, new_rank="中层正职")
    office.planned("2026-05-08 09:00", REN, SHU)
    path = f"/tasks/{office.task(QIN, 'E15')['id']}/swap"
    desk = office.province.desk(QIN)
    for junior in (YAO, MENG):
        assert desk.refused(path, {"leaving": QIN, "entering": junior, "reason": "回避。"})[1]["code"] == (
            "separation_of_duty")
    desk.post(path, {"leaving": QIN, "entering": JI, "reason": "与谈话对象有近亲属关系，回避。"})
    assert office.open(QIN) == []
    for _ in (REN, SHU):
        office.does(TALKED, JI, "E15", present=[JI, YAO])
    assert {row["talker"] for row in office.rows(TANG, "L-7").values()} == {"季怀瑾"}
    office.calm()


def test_an_objection_while_the_opinion_is_out(office: Bureau) -> None:
    """HR registers it at once; when the opinion is clear the person is verified although publicity is over."""
    case = office.batch("2026-05-07 09:00", REN, SHU)
    path = f"/instances/{case['instance']}/messages"
    waits = [each["wait"] for each in office.province.desk(TANG).get(path)["items"]]
    assert len(waits) == 2
    values = {"objection_channel": "来信", "real_name": True, "content": "反映内容"}
    body = {"element": "C03a_objection", "wait": waits[0]}
    assert office.province.desk(TANG).call("POST", path, body | {"values": {}})[0] == 422
    office.province.desk(TANG).post(path, body | {"values": values})
    office.opinion("2026-05-14 09:00", REN)
    office.opinion("2026-05-14 09:00", SHU)
    assert office.task(YAO, "C07")["data"]["content"] == "反映内容"
    assert len(office.found(YAO, "C07")) == 1
    assert office.found(YAO, "E10")
    office.calm()


def test_a_later_opinion_takes_the_place_of_an_earlier(office: Bureau) -> None:
    """Two opinions within their three months: the later counts."""
    office.opinion("2026-05-06 09:00", REN)
    office.opinion("2026-05-07 09:00", REN, conclusion="不宜")
    office.batch("2026-05-07 10:00", REN)
    assert office.rows(TANG, "L-7")["任川"]["held"] is True


def test_a_second_clue_turns_the_opinion_of_a_batch_by_hand(office: Bureau) -> None:
    """The first new clue changes nothing, a second one does: the talk of a batch that HR made by hand is held."""
    office.opinion("2026-05-06 09:00", REN)
    case = office.batch("2026-05-07 09:00", REN)
    subject = {"name": "任川", "unit": "LJ-LH-WQ", "post": "许可证办理员", "rank": "一般", "manager_scope": "LJ-LH"}
    namesake = subject | {"name": "任川平"}
    for day, who in ((7, namesake), (8, subject), (11, subject)):
        file_clue(office.province, f"2026-05-{day:02} 09:00", subjects=[who]).to("E22", f"2026-05-{day:02} 10:00")
        office.province.night(f"2026-05-{day + 1:02} 10:30")
        if day == 8:
            office.does("2026-05-09 11:00", CHENG, "D2_23", change_decision="unchanged")
        assert len(office.found(CHENG, "D2_23")) == (day == 11)
    office.does("2026-05-12 11:00", CHENG, "D2_23")
    assert office.rows(BAI, "L-5")["任川"]["changed_at"] == "2026-05-12"
    assert office.rows(TANG, "L-7")["任川"]["held"] is True
    assert office.see(TANG, case["instance"])["status"] == "closed"
    office.calm()


def test_an_extension_reaches_a_month_after_publicity(office: Bureau) -> None:
    """TL-I05: due 05-20, extended to 06-15 (06-13 is a Saturday) and no further."""
    office.opinion("2026-05-06 09:00", REN)
    office.batch("2026-05-07 09:00", REN)
    office.province.night("2026-05-14 00:05")
    office.planned("2026-05-14 09:00", REN)
    task = office.task(QIN, "E15")
    assert task["due"] == "2026-05-20"
    office.province.at("2026-05-14 10:00")
    path = f"/tasks/{task['id']}/extension"
    assert office.province.desk(QIN).refused(path, {"amount": 2, "reason": "出国。"})[1]["code"] == "extension_amount"
    asked = office.province.desk(QIN).post(path, {"amount": 1, "reason": "出国。"})
    assert asked["request"]


def test_the_archive_moves_along(office: Bureau) -> None:
    """任川 goes to another city: the archive goes there row by row, as the appointment is confirmed, not before."""
    office.opinion("2026-05-06 09:00", REN)
    office.batch("2026-05-07 09:00", REN, publicity_required=False, new_unit="LJ-QY")
    office.planned("2026-05-08 09:00", REN)
    office.talked(TALKED, REN)
    pledged(office, REN)
    assert office.rows(WEI, "L-6") == {}
    office.does("2026-05-11 09:00", TANG, "E24")
    there = office.province.desk(WEI).get("/registers/L-6/rows?limit=50")["items"]
    assert sorted(row["section"] for row in there) == [
        "任前谈话与承诺", "任前谈话与承诺", "任职经历", "廉政意见", "测试"]
    assert {(row["person"], row["person_unit"]) for row in there} == {("任川", "LJ-QY")}
    office.calm()


def test_somebody_moves_while_the_talk_is_prepared(office: Bureau) -> None:
    """任川's account goes to another county bureau after the plan: the steps, the record and the ledger go on."""
    office.opinion("2026-05-06 09:00", REN)
    office.batch("2026-05-07 09:00", REN, publicity_required=False)
    office.does("2026-05-08 09:00", YAO, "E10")
    office.does("2026-05-08 09:00", QIN, "E11")
    files, path = content_files(), "org/sample/people.yaml"
    moved = files[path].decode().replace("name: 任川, unit: LJ-LH-WQ", "name: 任川, unit: LJ-LH-LK")
    office.province.engine.execute(
        commands.Deploy(files | {path: moved.encode()}, "moved", whole=True), system_actor())
    for step in ("E13", "E14"):
        office.does("2026-05-08 10:00", REN, step)
    office.talked(TALKED, REN)
    pledged(office, REN)
    office.does("2026-05-11 09:00", TANG, "E24")
    row = office.rows(TANG, "L-7")["任川"]
    assert (row["status"], row["talk_at"], row["test_score"]) == ("closed", "2026-05-08", 92)
    office.calm()
