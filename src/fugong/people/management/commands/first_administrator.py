"""Makes the first security administrator of a fresh installation, which has no account at all."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fugong.core import clock
from fugong.core.refusals import Invalid, Refused
from fugong.core.refusals.edge import sentence
from fugong.people.actions.founding import found


class Command(BaseCommand):
    """Asks for login and password; refuses when somebody can appoint already."""

    help = "建立首个安全管理员账号；已有安全管理员时拒绝。密码从提示符或标准输入读取，不出现在命令行中。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what is not secret from the command line, else ask for it."""
        parser.add_argument("--login", help="登录名")
        parser.add_argument("--county", help="县级区划代码，6 位数字")
        parser.add_argument("--county-name", help="县（市、区）人民政府的名称")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Ask, make, and say who was made."""
        county = options["county"] or _ask("县级区划代码（6 位）：")
        name = options["county_name"] or _ask("县（市、区）人民政府名称：")
        login = options["login"] or _ask("登录名：")
        try:
            made = found(county, name=name, login=login, password=_password(), at=clock.now())
        except Refused as refusal:
            said = refusal.problems if isinstance(refusal, Invalid) else [refusal]
            raise CommandError("\n".join(sentence(each) for each in said)) from None
        self.stdout.write(f"已建立安全管理员 {made.login}。请登录后开通其他账号；系统、审计管理员须由不同的人担任。")


def _ask(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise CommandError("请用 --login、--county、--county-name 给出登录名、区划代码和单位名称。")
    return input(prompt).strip()


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("密码：")
    if first != getpass.getpass("再次输入密码："):
        raise CommandError("两次输入的密码不一致，没有建立账号。")
    return first
