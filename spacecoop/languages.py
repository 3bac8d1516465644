"""The languages of the site: chosen by the path of a page, by `Accept-Language` in the API, by nothing else.

No cookie and no wish of the browser changes what stands at the address of a page: caches and links rely on it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, wraps
from typing import ParamSpec, TypeVar, TypeVarTuple

from babel import Locale
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

Answer = TypeVar("Answer")
Asked = TypeVarTuple("Asked")
Given = ParamSpec("Given")
ORIGINAL: str = settings.LANGUAGE_CODE
BY_HEADER = re.compile(r"/api/v1/(?!schema/)")  # the schema and its pages are in the original language


def language_of(path: str) -> str:
    """Return the code of the language of a path: `/fr/agreements/` is “fr”."""
    first = path[1:].partition("/")[0]
    return first if first in dict(settings.LANGUAGES) else ORIGINAL


def without_language(path: str) -> str:
    """Return a path as it is in the original language: `/fr/agreements/` is `/agreements/`."""
    language = language_of(path)
    return path if language == ORIGINAL else path[len(language) + 1 :]


def path_in_language(path: str, language: str) -> str:
    """Return the path of the same page in a language; of what is outside the languages, such as /api/, the same."""
    # Of two slashes at its beginning the second would begin a host.
    plain = escape_leading_slashes(without_language(path))
    return plain if language == ORIGINAL or plain.startswith(settings.OUTSIDE_LANGUAGES) else f"/{language}" + plain


def path_in_present_language(path: str) -> str:
    """Return the path of the same page in the language that is written now."""
    return path_in_language(path, present())


@dataclass(frozen=True, slots=True)
class InLanguage:
    """A page in one of the languages, which calls itself `name`."""

    code: str
    name: str
    address: str
    is_here: bool


def in_each_language(request: HttpRequest) -> list[InLanguage]:
    """Return the page of a request, with its query, in each language, the original first; [] where it has but one."""
    if request.path.startswith(settings.OUTSIDE_LANGUAGES):
        return []
    path, here = request.get_full_path(), present()
    return [
        InLanguage(html_language(code), name, path_in_language(path, code), code == here)
        for code, name in settings.LANGUAGES
    ]


def present() -> str:
    """Return the code of the language that is written now."""
    return translation.get_language() or ORIGINAL


def html_language(code: str) -> str:
    """Return a language as `lang` and `hreflang` name it: the original is English of no country."""
    return code.partition("-")[0]


def locale() -> Locale:
    """Return what CLDR knows of the language that is written now."""
    return _locale(present())


def cached_by_language(most: int) -> Callable[[Callable[[*Asked], Answer]], Callable[[*Asked], Answer]]:
    """Keep what a function returns, up to `most` answers, apart for each language."""

    def decorate(function: Callable[[*Asked], Answer]) -> Callable[[*Asked], Answer]:
        @lru_cache(most)
        def kept(language: str, *arguments: *Asked) -> Answer:
            return function(*arguments)

        @wraps(function)
        def asked(*arguments: *Asked) -> Answer:
            return kept(present(), *arguments)

        return asked

    return decorate


def in_original_language(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Let a function write in the original language, whatever the request is in that asks for it."""

    @wraps(function)
    def asked(*arguments: Given.args, **options: Given.kwargs) -> Answer:
        with translation.override(ORIGINAL):
            return function(*arguments, **options)

    return asked


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(translation.to_locale(language))


@lru_cache(256)
def _wished(header: str) -> str:
    """Return the first of the languages that an `Accept-Language` header wishes for and that there is."""
    for code, quality in parse_accept_lang_header(header):
        if code == "*" or not quality:
            continue
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return ORIGINAL


class LanguageMiddleware:
    """Write each answer in the language that its request asks for, and say in which it is.

    It stands before all other middleware, so that kept answers and refusals are in that language too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        by_header = BY_HEADER.match(request.path)
        wished = _wished(request.META.get("HTTP_ACCEPT_LANGUAGE", "")[:500]) if by_header else None
        translation.activate(wished or language_of(request.path))
        request.LANGUAGE_CODE = present()
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", html_language(request.LANGUAGE_CODE))
        if by_header:
            patch_vary_headers(response, ["Accept-Language"])
        return response
