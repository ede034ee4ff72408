"""The group of all commands."""

from __future__ import annotations

import click

from engine.cli.account import account
from engine.cli.cases import complete, start, tasks
from engine.cli.content import deploy, lint
from engine.cli.doctor import doctor
from engine.cli.export import export
from engine.cli.failures import Failures
from engine.cli.feel import feel
from engine.cli.history import replay, verify
from engine.cli.report import report
from engine.cli.setup import init, migrate
from engine.cli.worker import worker
from engine.cli.year import demo


@click.group(cls=Failures, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def cli() -> None:
    """监督流程平台 / Jiandu, a workflow platform for supervision.

    在站点目录内运行;设置见 JIANDU_* 环境变量。
    Run inside a site's folder; settings are JIANDU_* environment variables.

    \b
    退出码 / Exit codes:
      0 完成 / done
      1 被拒绝或检查未通过 / refused, or a check failed
      2 用法错误 / wrong usage
      3 数据库或端口不可用 / database or port out of reach
    """


for command in (
    init, migrate, worker, deploy, lint, start, tasks, complete, replay, verify, report, export, account, doctor, feel,
    demo,
):
    cli.add_command(command)
