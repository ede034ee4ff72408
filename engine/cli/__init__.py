"""Command line of the engine: ``python -m engine.cli``. The program ``jiandu`` adds ``serve`` to it (``api.main``).

Law of this room: a command line is one more door. It parses, calls the engine and prints; whoever acts does so in a
person's name (``--user``) with that person's rights, or as the installation's operator where no case content is seen.
Settings come from ``JIANDU_*`` variables and the site in the working directory.

Exit codes: 0 done · 1 refused, or a check failed · 2 wrong usage · 3 database (or port) out of reach.
"""

from engine.cli.program import cli

__all__ = ["cli", "main"]


def main() -> None:
    """Run the command line of the engine alone."""
    cli.main(prog_name="python -m engine.cli")
