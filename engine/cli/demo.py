"""Demo accounts: every person of the sample organisation, one password that is printed everywhere and worth nothing."""

from __future__ import annotations

import click

from engine import Engine, commands, queries, system_actor
from engine.cli import show
from engine.commands.accounts import verify
from engine.model.org import Person
from engine.store import access

PASSWORD = "jiandu-demo-2026"  # noqa: S105 - documented and public; serve and doctor warn as long as it works
HOME = "LJ-LH"
SHOWN = (
    "auditor", "clue_admin", "discipline_officer", "discipline_office_head", "discipline_secretary", "trial_officer",
    "system_admin", "security_admin", "audit_admin",
)
"""Roles of which one holder is worth showing to a newcomer, in the order a case meets them."""


def open_accounts(engine: Engine) -> None:
    """Give every person of the organisation an account named by their id."""
    people = list(_people(engine).values())
    with click.progressbar(people, label="演示账号 / demo accounts") as bar:
        for person in bar:
            engine.execute(commands.SetAccount(person.id, person.id, PASSWORD), system_actor())


def usable(engine: Engine) -> list[Person]:
    """Of the people worth showing, those whose account still has the demo password."""
    chosen = {person.id: person for role in SHOWN for person in _holders(_people(engine), role)[:1]}
    with engine.database.read() as connection:
        accounts = {id_: access.account_of(connection, id_) for id_ in chosen}
    return [p for p in chosen.values() if (found := accounts[p.id]) and verify(found["password_hash"], PASSWORD)]


def print_accounts(engine: Engine, people: list[Person]) -> None:
    """A table of who can be logged in as."""
    with engine.database.read() as connection:
        release = engine.catalog.latest(connection)
    rows = []
    for person in people:
        kinds = "/".join(engine.ask(queries.Me(), engine.actor(person.id))["kinds"])
        rows.append([person.id, person.name, release.unit_name(person.unit), person.post, kinds])
    show.table(["用户名 / user", "姓名 / name", "单位 / unit", "岗位 / post", "类型 / kind"], rows)
    click.echo(f"密码 / password: {PASSWORD}")


def _holders(people: dict[str, Person], role: str) -> list[Person]:
    """Holders of a role, those of the sample's busiest unit first, so that a newcomer can follow one case through."""
    holders = [person for person in people.values() if any(holding.role == role for holding in person.holdings)]
    return sorted(holders, key=lambda person: person.unit != HOME)


def _people(engine: Engine) -> dict[str, Person]:
    with engine.database.read() as connection:
        return dict(engine.catalog.latest(connection).organisation.people)
