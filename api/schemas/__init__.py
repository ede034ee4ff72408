"""Schemas of every answer, by name, for the OpenAPI document; tests hold real answers against them."""

from __future__ import annotations

from api.schemas import counts, people, proof, setup, work
from api.schemas.notation import Schema

_RECORDS = (*people.RECORDS, *work.RECORDS, *proof.RECORDS, *setup.RECORDS, *counts.RECORDS)

SCHEMAS: dict[str, Schema] = {record.name: record.schema() for record in _RECORDS}
