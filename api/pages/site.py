"""The blueprint all pages belong to."""

from __future__ import annotations

from flask import Blueprint

site = Blueprint("pages", __name__, template_folder="templates")
