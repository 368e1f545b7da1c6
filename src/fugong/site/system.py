"""The system administrator's page: what works, what needs care, which release runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fugong.core import clock
from fugong.core.database.health import look
from fugong.core.pages import render
from fugong.core.permission import needs
from fugong.core.wording import N_

WORDS = {
    "database": N_("数据库可写"),
    "tables": N_("数据表与版本一致"),
    "disk": N_("磁盘空间"),
    "jobs": N_("后台任务"),
    "backup": N_("备份"),
    "trail": N_("操作留痕签名"),
    "ok": N_("良好"),
    "failed": N_("检查失败"),
    "read-only": N_("只读"),
    "migrations wait": N_("有待执行的升级"),
    "disk nearly full": N_("即将用尽"),
    "jobs wait": N_("有任务积压"),
    "never taken": N_("尚未备份"),
    "older than a day": N_("超过 24 小时未备份"),
    "acts unsigned": N_("超过 2 小时未签名"),
}


@dataclass(frozen=True)
class Check:
    """One thing looked at: its words, its result as lamp."""

    name: str
    colour: str
    word: str
    due_text: str = ""


@needs("system.view")
@require_safe
def system(request: HttpRequest) -> HttpResponse:
    """Show the state of the installation, checked now."""
    needed, advised = look()
    checks = [*_checked(needed, bad="red"), *_checked(advised, bad="yellow")]
    return render(request, "site/system", {"checks": checks, "checked_at": clock.now(), "version": version("fugong")})


def _checked(results: Mapping[str, str], *, bad: str) -> list[Check]:
    return [
        Check(WORDS.get(name, name), "green" if result == "ok" else bad, WORDS.get(result, result))
        for name, result in results.items()
    ]
