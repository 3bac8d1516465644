"""A curator who is logged in to the admin, and saves agreements there as a browser would."""

from html.parser import HTMLParser

from bench.client import TIMEOUT, Connection, request
from bench.server import PASSWORD


class Form(HTMLParser):
    """The fields of the forms of a page, as a browser sends them; buttons are left out."""

    def __init__(self, page):
        super().__init__()
        self.fields, self.select, self.textarea = [], "", ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and name and given.get("type") not in ("submit", "button", "file"):
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self.fields.append((name, given.get("value") or ""))
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given and self.select:
            self.fields.append((self.select, given.get("value") or ""))
        elif tag == "textarea":
            self.textarea = name
            self.fields.append((name, ""))

    def handle_data(self, data):
        if self.textarea:
            name, text = self.fields.pop()
            self.fields.append((name, text + data))

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            name, text = self.fields.pop()
            self.fields.append((name, text.removeprefix("\n").removeprefix("\r\n")))
            self.textarea = ""


class Curator:
    def __init__(self, port, timeout=TIMEOUT, password=PASSWORD, **connected):
        """Log in; `connected`: more of how it is connected. Raises: RuntimeError where that is refused."""
        self.connection, self.cookies = Connection(port, timeout, **connected), {}
        form = {"username": "admin", "password": password, "next": "/admin/"}
        page = "/admin/login/"
        token = dict(Form(self._ask(page).body.decode()).fields)["csrfmiddlewaretoken"]
        self._post(page, form | {"csrfmiddlewaretoken": token})

    def save(self, key, title):
        """Give the agreement with this key another title; return the seconds of the saving request alone."""
        page = f"/admin/agreements/agreement/{key}/change/"
        fields = dict(Form(self._ask(page).body.decode()).fields)
        return self._post(page, fields | {"title": title, "_save": "Save"}).seconds

    def _post(self, page, form):
        answer = self._ask(page, form)
        if answer.status != 302 or "/login/" in answer.headers["location"]:
            raise RuntimeError(f"{answer.status} for a form sent to {page}")
        return answer

    def _ask(self, page, form=None):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        asked = request(page, form=form, Cookie=cookies, Accept_Encoding="identity", Referer=f"http://127.0.0.1{page}")
        answer = self.connection.ask(asked)
        self.cookies |= answer.headers["cookies"]
        return answer
