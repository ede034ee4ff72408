"""Alembic migrations, expand first and contract later, so that old and new code can run side by side."""
