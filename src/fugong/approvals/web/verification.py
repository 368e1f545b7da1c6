"""The public page that vouches for a document: reached by the code on it, open to everybody, nothing about people."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from fugong.approvals.queries.documents import compared, vouched_for
from fugong.approvals.rules.documents import CHECKS
from fugong.approvals.web.forms import CompareForm
from fugong.core import pages
from fugong.core.permission import open_to_public


@open_to_public
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, token: str) -> HttpResponse:
    """Say what was issued and what it is worth today; compare a file with it on request. Nothing is written."""
    found = vouched_for(token)
    form = CompareForm(request.POST, request.FILES) if request.method == "POST" else CompareForm()
    context = {"found": found, "form": form}
    if form.is_valid():
        check, number = compared(found.document, form.cleaned_data["upload"].read())
        context |= {"check": check, "sentence": CHECKS[check], "number": number}
    answer = pages.render(request, "approvals/verification", context, status=422 if form.errors else 200)
    # The address is the secret: it goes into no search engine, and to no other site. Not "no-referrer", under which
    # browsers name no origin either and the comparison would be refused as coming from elsewhere.
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "no-store"
    return answer
