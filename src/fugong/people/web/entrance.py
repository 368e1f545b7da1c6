"""Coming in and going out: the sign-in page, signing out, one's own password."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as django_login
from django.contrib.auth import logout as django_logout
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from fugong.core import clock
from fugong.core.permission import actor_of, open_to_public, signed_in_only
from fugong.people import queries
from fugong.people.actions import accounts, presence
from fugong.people.models import Account
from fugong.people.public import UNSENT_KEY
from fugong.people.rules.roles import ROLES
from fugong.people.web import actor, sessions
from fugong.people.web.forms import ChangePasswordForm, SignInForm, carried_out
from fugong.people.web.lockout import AccountBackend, address_of


class SignIn(LoginView):
    """Asks for login and password; in the demo it also lists a sign-in per role."""

    template_name = "people/sign_in.html"
    authentication_form = SignInForm

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Start a fresh session with its clocks; the session's identity changes here (fixation)."""
        response = super().form_valid(form)
        account = form.get_user()
        assert isinstance(account, Account)  # noqa: S101  # narrows the type
        who = queries.actor_from(account, on=clock.today())
        sessions.begin(self.request.session, who.roles)
        presence.note_sign_in(account, address=address_of(self.request), by=who, at=clock.now())
        actor.attach(self.request)
        return redirect("people:change_password") if account.password_is_initial else response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Show the page again with its one sentence."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demo's list, and whether something typed is waiting."""
        context = super().get_context_data(**kwargs)
        context["unsent"] = UNSENT_KEY in self.request.session
        if settings.FUGONG_DEMO:
            order = list(ROLES)
            found = sorted(queries.demo_sign_ins(clock.today()), key=lambda line: order.index(line.role))
            context["demo"] = [(ROLES[line.role].label, line) for line in found]
            context["demo_password"] = accounts.DEMO_PASSWORD
        return context


_page = SignIn.as_view()


@open_to_public
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for login and password."""
    return cast("HttpResponse", _page(request))


@open_to_public
@require_POST
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session on the server and return to the sign-in page."""
    if isinstance(request.user, Account):
        presence.note_sign_out(request.user, by=actor_of(request), at=clock.now())
    django_logout(request)
    actor.attach(request)
    messages.info(request, gettext("您已退出登录。"))
    return redirect("people:sign_in")


@signed_in_only
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Show one's own account and change its password; the other sessions end, this one goes on."""
    form = ChangePasswordForm(request.POST if request.method == "POST" else None)
    account = request.user
    assert isinstance(account, Account)  # noqa: S101  # signed in, so it is one
    if carried_out(form, lambda: _change(request, account, form)):
        messages.success(request, gettext("密码已修改，其他设备上的登录已全部退出。"))
        return redirect("home")
    seen = queries.own_account(account.pk, on=clock.today())
    held = queries.tokens_of(actor_of(request), account.pk)
    context = {"form": form, "account": seen, "tokens": held, "now": clock.now()}
    return render(request, "people/me.html", context, status=422 if form.errors else 200)


def _change(request: HttpRequest, account: Account, form: ChangePasswordForm) -> None:
    typed = form.cleaned_data
    accounts.change_password(
        account.pk, current=typed["current"], new=typed["new"], by=actor_of(request), at=clock.now()
    )
    request.session.flush()
    account.refresh_from_db()
    django_login(request, account, backend=f"{AccountBackend.__module__}.{AccountBackend.__qualname__}")
    who = queries.actor_from(account, on=clock.today())
    sessions.begin(request.session, who.roles)
