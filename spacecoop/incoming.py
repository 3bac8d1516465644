"""What comes in by a form or an address: cleaned of the signs that nobody sees, before anything reads it."""

from django.core.handlers.wsgi import WSGIHandler
from django.utils.http import parse_header_parameters

from spacecoop.headers import is_open
from spacecoop.signs import cleaned

NUL = "\0"  # is left, since every field refuses it
CHARSETS = {"utf-8", "utf8", "us-ascii", "iso-8859-1", "windows-1252"}


class Handler(WSGIHandler):
    """Django's, which takes whatever Python can decode by that name for a charset: base64 and zlib too."""

    def __call__(self, environ, start_response):
        environ["CONTENT_TYPE"] = legible(environ.get("CONTENT_TYPE", ""))
        return super().__call__(environ, start_response)


def legible(content_type):
    """Return a content type without a charset that nobody writes forms in: what is posted is read as UTF-8."""
    try:
        kind, parameters = parse_header_parameters(content_type)
    except ValueError:
        return ""
    if parameters.get("charset", "utf-8").strip().lower() in CHARSETS:
        return content_type
    return f'{kind}; boundary="{parameters["boundary"]}"' if "boundary" in parameters else kind


class SignsMiddleware:
    """Clean what is typed or asked; passwords stay as they are.

    It stands before all that reads a question. What was posted it cleans later, once its length is known to be allowed.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # No cookie of ours has one; as the key of a session it would reach the database.
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if NUL not in value}
        # What would be nothing then is made what is refused: an address with it does not ask for nothing.
        request.GET = _all(request.GET, lambda text: cleaned(text) or (text and NUL))
        return self.get_response(request)

    def process_view(self, request, view, arguments, named):
        if request.method == "POST" and not is_open(request.path):
            request.POST = _all(request.POST, cleaned)


def _all(given, clean):
    """Return the values of a request, cleaned by `clean`."""
    different = {}
    for name, texts in given.lists():
        clean_texts = [text if NUL in text or "password" in name else clean(text) for text in texts]
        if clean_texts != texts:
            different[name] = clean_texts
    if not different:
        return given
    changed = given.copy()
    for name, texts in different.items():
        changed.setlist(name, texts)
    changed._mutable = False
    return changed
