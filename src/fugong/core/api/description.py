"""The OpenAPI document, completed: what every operation may also answer, the headers it reads and writes."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ninja import NinjaAPI

from fugong.core.api.access import scopes_needed
from fugong.core.api.problems import MEDIA_TYPE, ProblemTold
from fugong.core.permission import MACHINES

ROOT = f"{MACHINES}v1/"
UNSAFE = ("post", "put", "patch", "delete")
METHODS = ("get", *UNSAFE)

_VERSION = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The ETag of the version that was read; 428 without, 412 when it is no longer the present one.",
    "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$', "example": '"3"'},
}
_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "Same key and same content: done once, same answer for 30 days. Other content 422, in flight 409.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,80}$", "maxLength": 80},
}
# For operations that change a row: they read the version that was seen.
SEES_VERSION: dict[str, Any] = {"parameters": [_VERSION]}

_TEXT = {"schema": {"type": "string"}}
_RETRY = {"Retry-After": {"description": "Seconds to wait.", **_TEXT}}
# What may be answered, when, and with which headers.
_ALWAYS: dict[str, tuple[str, dict[str, Any]]] = {
    "400": ("The request cannot be read.", {}),
    "401": ("No token, or one that opens nothing.", {"WWW-Authenticate": _TEXT}),
    "403": ("The scope or the right is missing.", {}),
    "422": ("Something has to be put right; all of it is named.", {}),
    "429": ("Too fast.", _RETRY),
    "503": ("The database is away; nothing was done.", _RETRY),
}
_OF_A_ROW: dict[str, tuple[str, dict[str, Any]]] = {"404": ("Not there, or outside the account's view.", {})}
_UNSAFE: dict[str, tuple[str, dict[str, Any]]] = {
    "404": ("Not there, or outside the account's view.", {}),
    "409": ("The state of things does not allow it, or the same request is in flight.", {}),
    "411": ("The length of the body is missing.", {}),
    "413": ("The body is larger than 1 MB.", {}),
    "415": ("The body is not application/json.", {}),
}
_OF_A_VERSION: dict[str, tuple[str, dict[str, Any]]] = {
    "412": ("The version given is not the present one.", {}),
    "428": ("If-Match is missing.", {}),
}


@dataclass(frozen=True)
class Operation:
    """One address as the description has it: the parameters that each of its methods knows."""

    path: str
    parameters: dict[str, frozenset[str]]


def complete(document: dict[str, Any], api: NinjaAPI) -> dict[str, Any]:
    """Add what all operations share; the library writes only what each says itself."""
    whole = copy.deepcopy(dict(document))
    whole["components"]["schemas"] |= _schemas_of_problems()
    scopes = _scopes(api)
    for method, operation in _each(whole):
        operation["responses"] = {str(code): told for code, told in operation["responses"].items()}
        operation["responses"] |= {code: _problem(*said) for code, said in _errors(method, operation).items()}
        operation["x-scopes"] = scopes.get(operation["operationId"], [])
        if method in UNSAFE:
            operation["parameters"].append(_KEY)
        _add_headers(operation)
    return whole


def operations_of(api: NinjaAPI) -> Iterator[Operation]:
    """Give every address with the query parameters its methods know."""
    for path, methods in api.get_openapi_schema(path_prefix=ROOT)["paths"].items():
        yield Operation(
            path,
            {
                method.upper(): frozenset(p["name"] for p in told["parameters"] if p["in"] == "query")
                for method, told in methods.items()
            },
        )


def _each(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for methods in document["paths"].values():
        yield from methods.items()


def _errors(method: str, operation: dict[str, Any]) -> dict[str, tuple[str, dict[str, Any]]]:
    places = {parameter["in"] for parameter in operation["parameters"]}
    names = {parameter["name"] for parameter in operation["parameters"]}
    return {
        **_ALWAYS,
        **(_OF_A_ROW if "path" in places else {}),
        **(_UNSAFE if method in UNSAFE else {}),
        **(_OF_A_VERSION if "If-Match" in names else {}),
    }


def _problem(description: str, headers: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "description": description,
        "content": {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{ProblemTold.__name__}"}}},
    }
    return told | ({"headers": headers} if headers else {})


def _add_headers(operation: dict[str, Any]) -> None:
    """Say which answers carry a version, a place or a next page."""
    for code, told in operation["responses"].items():
        schema = str(told.get("content", {}).get("application/json", {}).get("schema", ""))
        headers = {}
        if "Page" in schema:
            headers["Link"] = {"description": 'The next page: <…>; rel="next".', **_TEXT}
        if code == "201":
            headers["Location"] = {"description": "Where to read what was made.", **_TEXT}
        if headers:
            told["headers"] = headers


def _schemas_of_problems() -> dict[str, Any]:
    schema = ProblemTold.model_json_schema(ref_template="#/components/schemas/{model}")
    return {ProblemTold.__name__: schema, **schema.pop("$defs")}


def _scopes(api: NinjaAPI) -> dict[str, list[str]]:
    bound = api._get_bound_routers()  # noqa: SLF001  # the library tells its operations in no other way
    return {
        api.get_openapi_operation_id(operation): list(scopes_needed(operation))
        for router in bound
        for view in router.path_operations.values()
        for operation in view.operations
    }
