"""The page that tells what the API offers: made of its OpenAPI description, readable without a script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase


@dataclass(frozen=True)
class Parameter:
    """A parameter of an operation: its name, where it stands, what it may be, what it is for."""

    name: str
    where: str
    shape: str
    about: str
    required: bool


@dataclass(frozen=True)
class Operation:
    """Something that the API does."""

    id: str
    method: str
    path: str
    title: str
    about: str
    parameters: tuple[Parameter, ...]
    answer: str
    example: str


@dataclass(frozen=True)
class Shape:
    """A thing that the API gives: its name, what it is, its fields."""

    name: str
    about: str
    fields: tuple[tuple[str, str, str], ...]


class ApiPage(DocsBase):
    """Renders the page in the look of the house."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **said: Any) -> HttpResponse:
        """The page, from the same description that programs read."""
        schema = api.get_openapi_schema()
        context = {
            "api": api,
            "operations": list(_operations(schema)),
            "shapes": list(_shapes(schema)),
            "description": self.get_openapi_url(api, said),
        }
        return render(request, "site/api.html", context)


def _operations(schema: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            good = told["responses"].get(200) or told["responses"].get("200") or {}
            answer = good.get("content", {}).get("application/json", {}).get("schema", {})
            yield Operation(
                id=told["operationId"],
                method=method.upper(),
                path=path,
                title=told.get("summary", ""),
                about=told.get("description", ""),
                parameters=tuple(_parameter(one) for one in told.get("parameters", ())),
                answer=_shape(answer),
                example=f"curl {settings.KONBIT_URL}{path}",
            )


def _parameter(told: dict[str, Any]) -> Parameter:
    schema = told.get("schema", {})
    about = told.get("description") or schema.get("description") or ""
    return Parameter(told["name"], told["in"], _shape(schema), about, bool(told.get("required")))


def _shapes(schema: dict[str, Any]) -> Iterator[Shape]:
    for name, told in sorted(schema.get("components", {}).get("schemas", {}).items()):
        fields = tuple(
            (field, _shape(its), its.get("description", ""))
            for field, its in told.get("properties", {}).items()
        )
        if fields:
            yield Shape(name, told.get("description", ""), fields)


def _shape(schema: dict[str, Any]) -> str:
    """A JSON schema in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(_shape(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "const" in schema:
        return str(schema["const"])
    kind = schema.get("type", "")
    if kind == "array":
        return f"list of {_shape(schema.get('items', {})) or 'numbers'}"
    if kind == "object":
        return (
            f"text by key → {_shape(schema['additionalProperties'])}"
            if isinstance(schema.get("additionalProperties"), dict)
            else "object"
        )
    low, high = schema.get("minimum"), schema.get("maximum")
    return f"{kind} {low}–{high}" if low is not None and high is not None else str(kind)
