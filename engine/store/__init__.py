"""The only writer. Tables, the event log and the projections live here; a transaction is the only way state changes.

Law of this room: no BPMN, no roles, no FEEL. It appends events, derives rows from them by ``engine.model.changes``,
keeps blobs by hash and hands out gapless numbers - all inside one database transaction.
"""
