"""Failures leave the command line here: a sentence in two languages on standard error and an exit code."""

from __future__ import annotations

from typing import Any

import click
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError

from engine.model.errors import InvalidContent, InvalidValues, JianduError

REFUSED = 1
USAGE = 2
UNREACHABLE = 3


class Failures(click.Group):
    """A group whose commands may raise what the engine raises."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a failure becomes its message and exit code."""
        try:
            return super().invoke(ctx)
        except JianduError as error:
            say(error)
            ctx.exit(REFUSED)
        except (OperationalError, InterfaceError) as error:
            complain("数据库不可用", f"Database out of reach: {_first_line(error)}")
            ctx.exit(UNREACHABLE)
        except ArgumentError as error:
            complain("JIANDU_DATABASE_URL 有误", f"JIANDU_DATABASE_URL is wrong: {_first_line(error)}")
            ctx.exit(USAGE)


def say(error: JianduError) -> None:
    """Tell a refusal, with every single problem it names."""
    if isinstance(error, InvalidContent):
        for problem in error.problems:
            click.echo(str(problem), err=True)
    if isinstance(error, InvalidValues):
        for field in error.problems:
            click.echo(f"{field.path}: [{field.code}] {field.zh} / {field.en}", err=True)
    complain(error.zh, error.en)


def complain(zh: str, en: str) -> None:
    """One error message on standard error."""
    click.echo(f"{click.style('错误', fg='red')}: {zh}\nError: {en}", err=True)


def _first_line(error: Exception) -> str:
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
