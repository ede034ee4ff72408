"""The blueprint all pages belong to."""

from __future__ import annotations

from flask import Blueprint


def blueprint() -> Blueprint:
    """A fresh blueprint: every application has its own, so that several can live in one process."""
    return Blueprint("pages", __name__, template_folder="templates")
