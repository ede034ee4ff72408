"""Content: check a folder, deploy a folder."""

from __future__ import annotations

from pathlib import Path

import click

from engine import commands, read_folder, system_actor
from engine.cli import show, site
from engine.cli.failures import REFUSED
from engine.content import Bundle
from engine.content.folder import files_of
from engine.model.errors import Conflict, InvalidContent, Problem
from engine.runner import compile

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--note", default="", help="部署说明 / what this deployment is for.")
@click.option("--whole", is_flag=True,
              help="文件夹即全部内容,其中没有的不再有效 / the folder is everything: what it lacks goes out of force.")
@site.as_operator
@site.json_output
def deploy(folder: Path, note: str, whole: bool, user: str | None, as_json: bool) -> None:
    """部署内容文件夹;有问题时逐条列出“文件:行:元素”,什么也不部署。

    Deploy a content folder. With faults, each is listed as file:line:element and nothing is deployed. Unchanged
    diagrams keep their version; running cases stay on theirs.
    """
    _must_hold_content(folder)
    with site.opened() as engine:
        actor = engine.actor(user) if user else system_actor()
        result = engine.execute(commands.Deploy(files_of(folder), note, whole), actor).result
    if as_json:
        show.as_json(result)
        return
    for each in result["deployed"]:
        click.echo(f"{each['key']} v{each['version']}")
    click.echo(f"第 {result['deployment']} 次部署:{len(result['deployed'])} 个新版本,{result['unchanged']} 个未变 / "
               f"deployment {result['deployment']}: {len(result['deployed'])} new, {result['unchanged']} unchanged")


@click.command()
@click.argument("folder", type=FOLDER)
@site.json_output
@click.pass_context
def lint(context: click.Context, folder: Path, as_json: bool) -> None:
    """检查内容文件夹,不需要站点 / Check a content folder; needs no site. Warnings do not fail the check."""
    _must_hold_content(folder)
    problems, procedures = check(folder)
    errors = [problem for problem in problems if problem.severity == "error"]
    if as_json:
        show.as_json({"problems": [vars(problem) for problem in problems], "procedures": procedures})
    else:
        for problem in problems:
            click.echo(f"{problem.severity}: {problem}")
        click.echo(f"{procedures} 个流程,{len(errors)} 个错误,{len(problems) - len(errors)} 个警告 / "
                   f"{procedures} procedures, {len(errors)} errors, {len(problems) - len(errors)} warnings")
    if errors:
        context.exit(REFUSED)


def check(folder: Path) -> tuple[list[Problem], int]:
    """Every problem of a folder, and how many procedures could be read. Diagrams must also compile for execution."""
    try:
        bundle = read_folder(folder)
    except InvalidContent as error:
        return list(error.problems), 0
    return sorted([*bundle.warnings, *_refusals(bundle)]), len(bundle.processes)


def _refusals(bundle: Bundle) -> list[Problem]:
    problems: list[Problem] = []
    for source in bundle.processes.values():
        try:
            compile(source.process, source.xml)
        except InvalidContent as error:
            problems += error.problems
    return problems


def _must_hold_content(folder: Path) -> None:
    if not site.has_content(folder):
        raise Conflict(f"{folder} 中没有内容文件夹", f"{folder} holds no content folder", "no_content")
