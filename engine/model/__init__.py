"""The pure model: what a procedure, a case, a task, a limit and an event *are*.

Law of this room: standard library only; no clock, no ids, no I/O, no database, no XML. Everything here is a value or a
pure function of values, so that it can be tested in milliseconds and replayed at any date.
"""
