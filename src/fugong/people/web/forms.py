"""What people type: signing in, opening accounts, appointing, changing passwords."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from fugong.core import clock
from fugong.core.refusals import NotPermitted, NotThere, Refused
from fugong.core.refusals.edge import into_form
from fugong.core.texts import PlainText
from fugong.people.models import Post
from fugong.people.rules import scopes
from fugong.people.rules.acting import KINDS, REGULAR
from fugong.people.web.lockout import FAILURES, MINUTES
from fugong.people.web.passwords import LONGEST

NEW_PASSWORD_HINT = gettext_lazy(
    "至少 12 个字符，可用中文、空格和任意符号，可以粘贴；不要用常见密码，也不要用登录名、地名加年份。"
)


def carried_out(form: forms.Form, act: Callable[[], object]) -> bool:
    """Act on a valid form; a refusal about what was typed goes to its field, one about rights goes to the edge."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act()
    except (NotThere, NotPermitted):
        raise
    except Refused as refusal:
        into_form(refusal, form)
        return False
    return True


class PasswordField(forms.CharField):
    """A password as typed: a blank is part of it; its length is bounded, for hashing costs."""

    def __init__(self, *, autocomplete: str = "current-password", **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(strip=False, max_length=LONGEST, widget=widget, **kwargs)


class NewPasswordField(PasswordField):
    """A password that is being chosen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(autocomplete="new-password", **kwargs)


class DayInput(forms.DateInput):
    """The browser's own calendar, which wants its value written one way in every language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SignInForm(AuthenticationForm):
    """Login and password; every failure gets the same sentence, whether or not the login exists."""

    username = forms.CharField(
        label=gettext_lazy("登录名"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = PasswordField(label=gettext_lazy("密码"))

    def get_invalid_login_error(self) -> ValidationError:
        """Say the one sentence; say how long to wait when the pair of login and address is closed."""
        if getattr(self.request, "axes_locked_out", False):
            sentence = gettext(
                "连续 %(failures)s 次登录失败，请 %(minutes)s 分钟后再试。如忘记密码，请联系安全管理员重置。"
            )
        else:
            sentence = gettext("登录名或密码不正确。连续 %(failures)s 次失败后须等待 %(minutes)s 分钟。")
        return ValidationError(sentence % {"failures": FAILURES, "minutes": MINUTES}, code="invalid_login")


class OpenAccountForm(forms.Form):
    """Opens an account with a first password that its owner must change."""

    login = forms.CharField(
        label=gettext_lazy("登录名"),
        max_length=40,
        help_text=gettext_lazy("3 至 40 个小写字母、数字、点、连字符或下划线，开户后不能更改。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    display_title = PlainText(
        label=gettext_lazy("显示职务"),
        max_length=60,
        help_text=gettext_lazy("填写岗位，例如“示例镇复工审核岗”；不要填写个人姓名。"),
    )
    county_code = forms.RegexField(
        r"^[0-9]{6}$",
        label=gettext_lazy("县级区划代码"),
        error_messages={"invalid": gettext_lazy("县级区划代码须为 6 位数字。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    new = NewPasswordField(label=gettext_lazy("初始密码"), help_text=NEW_PASSWORD_HINT)


class AppointForm(forms.Form):
    """Chooses a post and the days it is held."""

    post = forms.ChoiceField(label=gettext_lazy("岗位"))
    kind = forms.ChoiceField(
        label=gettext_lazy("任职方式"),
        choices=list(KINDS.items()),
        initial=REGULAR,
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("代理：在任职人员不在岗期间代行职责，须写明截止日，办理记录注明“（代）”。"),
    )
    since_on = forms.DateField(label=gettext_lazy("任职起始日"), initial=clock.today, widget=DayInput())
    until_on = forms.DateField(
        label=gettext_lazy("任职截止日"),
        required=False,
        help_text=gettext_lazy("当日起不再任职；不确定可不填。"),
        widget=DayInput(),
    )

    def __init__(self, *args: Any, posts: Iterable[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_organisation: dict[str, list[tuple[str, str]]] = {}
        for post in posts:
            by_organisation.setdefault(post.organisation.name, []).append((post.code, post.title))
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101  # narrows the type
        kind.choices = [(code, gettext(words)) for code, words in KINDS.items()]
        field = self.fields["post"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # narrows the type
        field.choices = [("", gettext("请选择")), *by_organisation.items()]

    def clean_kind(self) -> str:
        """Take a posting for one in its own right unless it was said otherwise."""
        return self.cleaned_data["kind"] or REGULAR


class EndPostingForm(forms.Form):
    """Asks from which day on the posting holds no more."""

    until_on = forms.DateField(
        label=gettext_lazy("从哪一天起不再任职"),
        help_text=gettext_lazy("填写今日，则立即生效。"),
        widget=DayInput(),
    )


class ConfirmForm(forms.Form):
    """Asks nothing but the click."""


class SetPasswordForm(forms.Form):
    """Gives somebody a new first password."""

    new = NewPasswordField(label=gettext_lazy("新的初始密码"), help_text=NEW_PASSWORD_HINT)


class ChangePasswordForm(forms.Form):
    """Changes one's own password."""

    current = PasswordField(label=gettext_lazy("当前密码"))
    new = NewPasswordField(label=gettext_lazy("新密码"), help_text=NEW_PASSWORD_HINT)
    repeat = NewPasswordField(label=gettext_lazy("再次输入新密码"))

    def clean_repeat(self) -> str:
        """Refuse when the two differ."""
        repeat: str = self.cleaned_data["repeat"]
        if "new" in self.cleaned_data and repeat != self.cleaned_data["new"]:
            raise ValidationError(gettext("两次输入的新密码不一致。"))
        return repeat


class TokenForm(forms.Form):
    """Asks what a token is for, what it may do and how long it lives; the rules judge it."""

    purpose = PlainText(
        label=gettext_lazy("用途"),
        required=False,
        help_text=gettext_lazy("写明使用该令牌的系统，例如“企业管理系统对接”。"),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("权限范围"),
        required=False,
        help_text=gettext_lazy("令牌的权限不超过本账号当前的权限，并限于所选范围。"),
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(code, gettext(scope.label)) for code, scope in scopes.SCOPES.items()],
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("有效期"),
        coerce=int,
        choices=lambda: [(days, gettext("%(days)s 天") % {"days": days}) for days in scopes.LIVES],
    )
