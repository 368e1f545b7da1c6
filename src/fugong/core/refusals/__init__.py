"""One family of refusals: a rule or action says no in a sentence fit for the person who asked.

Pure: rules raise these. ``refusals.edge`` turns them into a form error, an HTMX message or problem+json.
"""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from fugong.core.wording import N_

__all__ = ["Invalid", "NotPermitted", "NotThere", "Problem", "Refused", "Stale"]


class Refused(Exception):  # noqa: N818  # a refusal is an answer, not an error
    """The request was understood and is not done; nothing was changed.

    ``message`` is the Chinese sentence with ``%(name)s`` places, which ``facts`` fill at the edge.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    message: str = N_("该操作不能办理。")

    def __init__(self, message: str | None = None, *, field: str | None = None, **facts: object) -> None:
        self.message = message or type(self).message
        self.field = field
        self.facts = facts
        super().__init__(self.message % facts if facts else self.message)


class NotPermitted(Refused):
    """The person's posts do not carry this right here."""

    code = "not_permitted"
    status = 403
    message = N_("您的岗位没有办理此事项的权限。如需办理，请联系安全管理员。")


class NotThere(Refused):
    """No such thing, or not within the person's view: the two are never told apart."""

    code = "not_there"
    status = 404
    message = N_("没有找到您要的内容，或该内容不在您的管辖范围内。")


class Stale(Refused):
    """Somebody was faster: the version the person saw is no longer the current one."""

    code = "stale"
    status = 409
    message = N_("您打开页面之后，他人已更新了该内容。请返回查看最新内容，核对后再办理。")


@dataclass(frozen=True)
class Problem:
    """One thing to put right: the field it belongs to and what to do."""

    field: str
    message: str
    facts: dict[str, object] = dataclasses.field(default_factory=dict)


class Invalid(Refused):
    """What was handed in has problems; all of them are named at once."""

    code = "invalid"
    status = 422
    message = N_("有 %(count)s 处需要更正。")
    # Whether the fields are those of what was handed in; a machine is then told their place in it.
    in_body: ClassVar[bool] = True

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(count=len(self.problems))
