"""A query sees one state of the database, even while others commit, and can change nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError

from engine.store.tables import event, instance, throttle
from tests.support.house import House


def test_a_look_stays_the_same_while_others_commit(house: House) -> None:
    """Else a proof that runs during work would report frauds that are none."""
    house.start("line")
    with house.engine.database.read() as connection:
        before = connection.execute(select(func.count()).select_from(instance)).scalar_one()
        heads = connection.execute(select(func.sum(instance.c.event_seq))).scalar_one()
        house.start("loop")
        assert connection.execute(select(func.count()).select_from(instance)).scalar_one() == before
        query = select(func.count()).select_from(event).where(event.c.instance != "system")
        assert connection.execute(query).scalar_one() == heads


@pytest.mark.parametrize("times", [1, 3])
def test_a_look_changes_nothing(house: House, times: int) -> None:
    """PostgreSQL refuses to write in a look; on SQLite the statement of the house suffices that none does."""
    if house.engine.database.is_sqlite:
        pytest.skip("SQLite has no read-only transactions")
    for _ in range(times):
        with pytest.raises(DBAPIError, match="read-only"), house.engine.database.read() as connection:
            connection.execute(insert(throttle).values(key="k"))
    house.start("line")     # and the pool's connections write again afterwards
