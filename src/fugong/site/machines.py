"""The machine interface of the whole product: every context's operations, their description, and a page to read it."""

from importlib.metadata import version
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from fugong.core.api import Interface
from fugong.core.pages import render
from fugong.core.permission import open_to_public
from fugong.core.wording import N_

INTERFACE = Interface(
    title="Fugong",
    version=version("fugong"),
    description="A county's register and applications for machines. Errors are RFC 9457 problems.",
)
INTERFACE.add_router("/registry", "fugong.registry.api.router")
INTERFACE.add_router("/approvals", "fugong.approvals.api.router")
INTERFACE.add_router("/reports", "fugong.reports.api.router")

# How the parts of the interface are called on the page.
PARTS = {"registry": N_("企业档案"), "approvals": N_("复产申请"), "reports": N_("企业报表")}


@open_to_public
@require_safe
def description(_request: HttpRequest) -> HttpResponse:
    """Give the OpenAPI document; it says what there is to ask, and nothing about anybody."""
    return JsonResponse(INTERFACE.document, json_dumps_params={"ensure_ascii": False})


@open_to_public
@require_safe
def manual(request: HttpRequest) -> HttpResponse:
    """Show every operation in words: address, scope, parameters, body, answers."""
    return render(request, "site/machines", {"parts": _parts(), "version": INTERFACE.version})


def _parts() -> list[tuple[str, list[dict[str, Any]]]]:
    return [
        (
            words,
            [
                {"method": method.upper(), "path": address, "description": told["description"], **_named(told)}
                for address, methods in INTERFACE.document["paths"].items()
                for method, told in methods.items()
                if tag in told["tags"]
            ],
        )
        for tag, words in PARTS.items()
    ]


def _named(told: dict[str, Any]) -> dict[str, Any]:
    """Give what a reader needs first; the whole is in the document."""
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return {
        "summary": told["summary"],
        "scopes": told["x-scopes"],
        "parameters": [(p["name"], p["required"]) for p in told["parameters"] if p["in"] != "path"],
        "body": _fields(body),
        "answers": sorted(told["responses"]),
    }


def _fields(schema: dict[str, Any]) -> list[tuple[str, bool]]:
    named = INTERFACE.document["components"]["schemas"].get(schema.get("$ref", "").rpartition("/")[2], schema)
    required = set(named.get("required", ()))
    return [(name, name in required) for name in named.get("properties", {})]


urlpatterns: list[URLPattern] = [
    path("", manual, name="manual"),
    path("openapi.json", description, name="description"),
    *INTERFACE.addresses,
]
