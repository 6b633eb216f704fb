"""The API of the house: every room's own part, described by OpenAPI, its problems as RFC 9457 documents."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from konbit import __version__
from konbit.base.errors import NotFound, Problem
from konbit.base.registry import rooms
from konbit.site.api_page import ApiPage

PROBLEM = "application/problem+json"


class HouseAPI(NinjaAPI):
    """Says in its description, too, that problems come as problem documents."""

    def get_openapi_schema(self, **said: Any) -> OpenAPISchema:
        """The OpenAPI description."""
        schema = super().get_openapi_schema(**said)
        for path in schema["paths"].values():
            for operation in path.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in answer.get("content", {}):
                        answer["content"] = {PROBLEM: answer["content"]["application/json"]}
        return schema


api = HouseAPI(
    title="Konbit",
    version=__version__,
    description="Read what everybody may see, or what you may see when you are signed in.",
    urls_namespace="api",
    docs=ApiPage(),
)


@api.exception_handler(Problem)
def _problem(_request: HttpRequest, problem: Problem) -> HttpResponse:
    return JsonResponse(problem.as_document(), status=problem.status, content_type=PROBLEM)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, _error: Http404) -> HttpResponse:
    return _problem(request, NotFound(_("There is nothing at this address."), request.path))


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return _problem(request, Problem(str(error), request.path, status=error.status_code))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    wrong = "; ".join(
        f"{'.'.join(str(part) for part in one['loc'][1:] if part != 'filters')}: {one['msg']}"
        for one in error.errors
    )
    return _problem(
        request, Problem(_("The question cannot be understood."), request.path, wrong, status=422)
    )


for room in rooms():
    if room.api and find_spec(room.api):
        api.add_router("", import_module(room.api).router, tags=[room.name])


def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """Says, as a problem document, that the API has nothing at this address."""
    raise NotFound(_("There is nothing at this address."), rest, _("See /api/docs for what there is."))
