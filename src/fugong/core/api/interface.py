"""One interface of many contexts' operations: strict reading, one shape of errors, no page from elsewhere."""

import re
from types import MappingProxyType
from typing import Any

from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from fugong.core.api.description import ROOT, complete, operations_of
from fugong.core.api.parsing import StrictParser
from fugong.core.api.problems import answer_problems


class Readable(JSONRenderer):
    """JSON in which Chinese stands as Chinese."""

    json_dumps_params = MappingProxyType({"ensure_ascii": False})


class Interface(NinjaAPI):
    """The operations of all contexts below ``/api/v1/``, with their description."""

    def __init__(self, **told: Any) -> None:
        super().__init__(
            parser=StrictParser(),
            renderer=Readable(), urls_namespace="api", openapi_url=None, docs_url=None, **told
        )  # fmt: skip
        answer_problems(self)
        self._document: dict[str, Any] | None = None

    @property
    def document(self) -> dict[str, Any]:
        """Give the OpenAPI document, made once."""
        if self._document is None:
            self._document = complete(self.get_openapi_schema(path_prefix=ROOT), self)
        return self._document

    @property
    def addresses(self) -> list[URLPattern]:
        """Give the addresses of all operations, each knowing its parameters and that a token opens it."""
        known = {operation.path: operation.parameters for operation in operations_of(self)}
        found = {
            str(p.pattern): p for p in reversed(self.urls[0]) if isinstance(p, URLPattern) and p.name != "api-root"
        }
        for route, pattern in found.items():
            view: Any = pattern.callback
            view.known_parameters = known[ROOT + _as_described(route)]
            view.permission_declared = "token"
        return list(reversed(found.values()))


def _as_described(route: str) -> str:
    # Django writes <pk> or <int:pk>, OpenAPI {pk}.
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)
