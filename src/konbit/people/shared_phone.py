"""A phone that goes from hand to hand: nothing of one person is left for the next.

The session ends with the browser, after ten idle minutes, and when somebody hands the phone over; pages
are not stored meanwhile. A cookie that holds nothing but "yes" makes the sign-in page offer the card first.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

FIELD = "shared_phone"  # the tick box at sign-in, the session's mark and the cookie's name
_SEEN = "shared_phone_seen"
IDLE_SECONDS = 600
_WRITE_EVERY = 30
_YEAR = 365 * 24 * 3600


def begin(request: HttpRequest) -> None:
    """Mark this session as one on a shared phone."""
    request.session[FIELD] = True
    request.session[_SEEN] = int(time.time())


def is_on(request: HttpRequest) -> bool:
    """Whether this session is one on a shared phone."""
    return bool(request.session.get(FIELD))


def was_used_before(request: HttpRequest) -> bool:
    """Whether somebody said earlier that this phone is shared."""
    return request.COOKIES.get(FIELD) == "yes"


class SharedPhoneMiddleware:
    """Ends idle sessions of shared phones, keeps their pages out of every cache, cleans up on leaving."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_in = "_auth_user_id" in request.session
        is_over = is_on(request) and _is_idle(request)
        response = _end_idle(request) if is_over else self.get_response(request)
        if was_in and "_auth_user_id" not in request.session:
            response["Clear-Site-Data"] = '"cache", "storage"'
            add_never_cache_headers(response)
        if is_on(request):
            add_never_cache_headers(response)
            _stay(request)
            if not was_used_before(request):
                response.set_cookie(
                    FIELD, "yes", max_age=_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
                )
        return response


def _is_idle(request: HttpRequest) -> bool:
    return time.time() - request.session.get(_SEEN, 0) > IDLE_SECONDS


def _end_idle(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.info(request, _("Nobody used this phone for ten minutes, so you were signed out."))
    return HttpResponseRedirect(reverse("people:card_sign_in"))


def _stay(request: HttpRequest) -> None:
    """Count the ten minutes from now, and let the session end with the browser."""
    now = int(time.time())
    if now - request.session.get(_SEEN, 0) >= _WRITE_EVERY:
        request.session[_SEEN] = now
    if not request.session.get_expire_at_browser_close():
        request.session.set_expiry(0)
