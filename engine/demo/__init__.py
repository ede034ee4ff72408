"""A believable year of the sample organisation, played through the engine's own door with a moving clock.

Law of this room: everything people do is a command of a person at a moment in office hours; what they fill in, how
often and how late is data (``examples/demo-year/plan.yaml``). The same plan, year and seed give the same year.
"""

from engine.demo.plan import Plan, read_plan
from engine.demo.year import Left, Tally, Year

__all__ = ["Left", "Plan", "Tally", "Year", "read_plan"]
