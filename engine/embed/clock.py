"""Time and ids of an embedded engine: both move only when asked, so a run can be repeated exactly."""

from __future__ import annotations

from datetime import UTC, datetime

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


class Clock:
    """A clock that is set by hand; it never goes back."""

    def __init__(self, now: datetime = BEGINNING) -> None:
        self.now = now.astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now

    def set(self, moment: datetime) -> None:
        """Go on to a moment (aware). Raises ValueError for one that is past."""
        if moment < self.now:
            raise ValueError(f"the clock stands at {self.now}, it does not go back to {moment}")
        self.now = moment.astimezone(UTC)


class Ids:
    """Ids in the order of asking."""

    def __init__(self, last: int = 0) -> None:
        self.last = last

    def __call__(self) -> str:
        self.last += 1
        return f"{self.last:08d}"
