"""What people refuses, each in a sentence for the person who asked."""

from fugong.core.refusals import Refused
from fugong.core.wording import N_


class LoginTaken(Refused):
    """Another account has this login."""

    code = "people.login_taken"
    message = N_("登录名“%(login)s”已被使用，请换一个。")


class CodeTaken(Refused):
    """Another organisation or post has this code."""

    code = "people.code_taken"
    message = N_("代码“%(code)s”已被使用，请换一个。")


class RolesMustBeSeparate(Refused):
    """The account holds a role that the wanted one must be kept apart from."""

    code = "people.roles_must_be_separate"
    message = N_(
        "该账号已任“%(held)s”，不能同时任“%(wanted)s”：系统、安全、审计三类管理员须由不同账号担任，且不得兼任业务岗位。"
    )


class PostedAlready(Refused):
    """The account holds this post in part of these days already."""

    code = "people.posted_already"
    message = N_("该账号在此期间已任“%(title)s”，不能重复任职。")


class NotOneself(Refused):
    """A security administrator changes nothing about the own account."""

    code = "people.not_oneself"
    message = N_("不能变更本人账号的任职或状态，请由另一位安全管理员办理。")


class AccountIsClosed(Refused):
    """The account was deactivated and takes part in nothing any more."""

    code = "people.account_is_closed"
    message = N_("该账号已停用，不能再办理此事项。")


class PostingIsOver(Refused):
    """The posting has ended already."""

    code = "people.posting_is_over"
    message = N_("该任职已于%(until_on)s结束，无须再次办理。")


class BeyondOwnArea(Refused):
    """The post answers for an area larger than, or outside, the administrator's own."""

    code = "people.beyond_own_area"
    status = 403
    message = N_("岗位“%(title)s”的责任区超出您的管理范围，须由上级安全管理员任命。")


class AdministratorExists(Refused):
    """The first administrator has been made; the next ones are appointed by that one."""

    code = "people.administrator_exists"
    message = N_("安全管理员已经存在，请由其在“账号与任职”页面办理。")


class NoTokensForAdministrators(Refused):
    """An administrator's account acts by hand only: a token would carry its rights out of sight."""

    code = "people.no_tokens_for_administrators"
    message = N_("系统、安全、审计管理员账号不能使用接口令牌，请改用业务岗位账号办理。")


class TooManyTokens(Refused):
    """The account has as many tokens in force as it may have."""

    code = "people.too_many_tokens"
    message = N_("本账号有效的接口令牌已达 %(most)s 个，请先停用不再使用的令牌。")


class TokenIsOver(Refused):
    """The token was revoked before, or has expired."""

    code = "people.token_is_over"
    message = N_("该接口令牌已停用或已过期，无须再次办理。")
