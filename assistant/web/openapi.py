"""The OpenAPI schema: the framework's, with our problems and the ways to sign in."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from assistant.web.problems import ProblemOut
from assistant.web.roles import SCHEMES

_FRAMEWORK = ("HTTPValidationError", "ValidationError")


def described(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """Makes the schema once, when it is first asked for."""

    def schema() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _schema(app)
        return app.openapi_schema

    return schema


def _schema(app: FastAPI) -> dict[str, Any]:
    made = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description="Errors are `application/problem+json` with a stable `code`.",
        routes=app.routes,
    )
    components = made.setdefault("components", {})
    components["securitySchemes"] = SCHEMES
    schemas = components.setdefault("schemas", {})
    problem = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs", {}) | {"Problem": problem}
    for name in _FRAMEWORK:
        schemas.pop(name, None)
    return made
