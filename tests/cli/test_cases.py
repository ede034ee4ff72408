"""Working from a terminal: start, list, complete; what is wrong is said field by field."""

from __future__ import annotations

from tests.cli.conftest import Site


def test_a_case_from_start_to_end(site: Site) -> None:
    started = site.run("start", "line", "--user", "o1").stdout
    assert started.startswith("U1-XX-")
    (first,) = site.json("tasks", "--user", "o1")
    done = site.json("complete", first["id"], "--user", "o1", "--set", "note=看过", "--set", "more=false")
    assert done["status"] == "in_progress"

    (second,) = site.json("tasks", "--user", "head")
    assert second["name"] == "核对"
    assert "closed" in site.run("complete", second["id"], "--user", "head", "--values", "-", typed="{}").stdout
    assert "0 件" in site.run("tasks", "--user", "head").stdout


def test_tasks_are_a_table_that_lines_up(site: Site) -> None:
    site.start()
    head, rule, row, count = site.run("tasks", "--user", "o1", "--light", "green").stdout.splitlines()
    assert "环节 / step" in head
    assert set(rule) == {"-", " "}
    assert "撰写" in row
    assert count.startswith("1 件")
    assert site.json("tasks", "--user", "o1", "--light", "red") == []


def test_the_list_ends_at_the_limit(site: Site) -> None:
    for _ in range(3):
        site.start()
    assert len(site.json("tasks", "--user", "o1", "--limit", "2")) == 2


def test_wrong_values_are_listed_by_field(site: Site) -> None:
    task = site.start()["tasks"][0]
    said = site.run("complete", task, "--user", "o1", "--set", "nothing=1", "--set", "handlers=[1]", code=1).stderr
    assert "nothing: [unknown]" in said
    assert "handlers" in said
    assert site.json("tasks", "--user", "o1")[0]["id"] == task


def test_who_may_not_is_refused(site: Site) -> None:
    task = site.start()["tasks"][0]
    assert "Not found" in site.run("complete", task, "--user", "stranger", code=1).stderr
    site.run("tasks", "--user", "nobody", code=1)


def test_pairs_win_over_the_file_and_wrong_ones_are_wrong_usage(site: Site) -> None:
    task = site.start()["tasks"][0]
    site.run("complete", task, "--user", "o1", "--values", "-", typed="[1]", code=2)
    site.run("complete", task, "--user", "o1", "--values", "-", typed="{", code=2)
    site.run("complete", task, "--user", "o1", "--set", "note", code=2)
    site.run("complete", task, code=2)      # nobody named
    site.run("complete", task, "--user", "o1", "--values", "-", "--set", "note=后", typed='{"note": "前"}')
    steps = site.json("replay", _only_case(site), "--user", "head")["events"]
    assert [c["after"] for step in steps for c in step["diff"] if c["name"] == "note"] == ["后"]


def _only_case(site: Site) -> str:
    return str(site.json("tasks", "--user", "head")[0]["case_no"])
