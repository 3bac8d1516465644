"""Editors who work at the same moment: each in a thread, with a session and a connection of their own."""

from threading import Barrier, Thread

from django.contrib.auth.models import Group, User
from django.db import connections
from django.test import Client
from django.urls import reverse
from lxml import html


class Editor:
    """Somebody at the desk with a browser: opens forms, types in them, sends them back as a browser does."""

    def __init__(self, name="curator", group="reviewer", session_of=None):
        user, _ = User.objects.get_or_create(username=name, defaults={"is_staff": True})
        user.groups.add(Group.objects.get(name=group))
        self.client = Client()
        if session_of:  # another tab
            self.client.cookies.update(session_of.client.cookies)
        else:
            self.client.force_login(user)

    def get(self, address, **asked):
        return self.client.get(address, asked)

    def post(self, address, posted):
        return self.client.post(address, posted)


class Form:
    """A form of a page as a browser has it: `values`, {name: value}, to be typed in, and `save`."""

    def __init__(self, editor, address, page=None, holds="_seen"):
        self.editor, self.address = editor, address
        self.page = page or editor.get(address)
        forms = html.fromstring(self.page.text).forms
        form = next(form for form in forms if holds in form.fields)
        self.address = form.get("action") or address
        self.names = set(form.inputs.keys())
        # A browser leaves out the line break that a text begins with in HTML.
        self.values = {name: value.removeprefix("\n") for name, value in form.form_values()}

    def type(self, **values):
        """Type in fields by their names; return the form."""
        self.values |= values
        return self

    def name_of(self, value):
        """Return the name of the field that shows `value`."""
        return next(name for name, shown in self.values.items() if shown == value)

    def add(self, parts, **values):
        """Add a row of `parts` and type in it, as “Add another” does; return the beginning of its names."""
        row, blank = f"{parts}-{self.values[f'{parts}-TOTAL_FORMS']}-", f"{parts}-__prefix__-"
        assert {blank + name for name in values} <= self.names, "it has no such input"
        shown = {name: value for name, value in self.values.items() if name.startswith(blank)}
        self.values |= {name.replace(blank, row): value for name, value in shown.items()}
        self.values |= {row + name: value for name, value in values.items()}
        self.values[f"{parts}-TOTAL_FORMS"] = str(int(self.values[f"{parts}-TOTAL_FORMS"]) + 1)
        return row

    def save(self):
        return self.editor.post(self.address, self.values)

    def save_until_accepted(self, most=60):
        """Save, and where somebody was first, what is typed once more; return (answer, how often it was told)."""
        for told in range(most):
            answer = self.save()
            if answer.status_code != 409:
                return answer, told
            if b"Changed while you were editing" in answer.content:  # else the turn was not to be had
                typed = {name: self.values[name] for name in self.typed}
                self.values = Form(self.editor, self.address, answer).values | typed
        raise AssertionError(f"never accepted: {answer.content.decode()[:2000]}")

    typed = ()


def change(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def at_once(*tasks):
    """Run tasks at the same moment, each in a thread of its own; return what they return, or raise what they raise."""
    barrier, results = Barrier(len(tasks)), [None] * len(tasks)

    def run(place, task):
        try:
            barrier.wait()
            results[place] = task()
        except BaseException as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair, daemon=True) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return results
