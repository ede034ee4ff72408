"""Who acts: a person through a door, with the principals they can be addressed by."""

from __future__ import annotations

from dataclasses import dataclass

from engine.model.org import Organisation, Person

SYSTEM = "system"


def user_principal(user: str) -> str:
    """Inbox address of one person."""
    return f"u:{user}"


def role_principal(role: str, unit: str, of: str = "") -> str:
    """Inbox address of those who hold ``role`` in ``unit`` (in charge of department ``of``)."""
    return f"r:{role}@{unit}/{of}" if of else f"r:{role}@{unit}"


@dataclass(frozen=True)
class Actor:
    """A person acting through a door (``web``, ``api``, ``cli``) or the engine itself (``system``).

    ``authority`` is recorded with every act: the role in the unit under which it was done.
    """

    user: str
    name: str
    unit: str = ""
    via: str = "api"
    clearance: int = 0
    principals: frozenset[str] = frozenset()

    @property
    def is_system(self) -> bool:
        """Whether this is the engine acting on its own (timers, continuations)."""
        return self.user == SYSTEM


def system_actor() -> Actor:
    """The engine itself: it may run jobs, and nothing a person decides."""
    return Actor(user=SYSTEM, name="系统", via=SYSTEM, clearance=9)


def actor_of(person: Person, via: str) -> Actor:
    """The actor for a person of the organisation."""
    principals = {user_principal(person.id)}
    for holding in person.holdings:
        principals.add(role_principal(holding.role, holding.unit))
        principals.update(role_principal(holding.role, holding.unit, of) for of in holding.of)
    return Actor(person.id, person.name, person.unit, via, person.clearance, frozenset(principals))


def holders_of(principal: str, organisation: Organisation) -> tuple[str, ...]:
    """User ids that a principal addresses today."""
    if principal.startswith("u:"):
        return (principal[2:],)
    role, _, place = principal[2:].partition("@")
    unit, _, of = place.partition("/")
    return organisation.holders(role, unit, of)
