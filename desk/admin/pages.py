"""What the desk's own pages share: their addresses, their frame, and who may open them."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_POST

from spacecoop.admin import ComparedAdmin


class DeskPages(ComparedAdmin):
    """The admin of what is worked on: lists as Django makes them, and pages of its own beside them."""

    def step(self, route, view, name):
        """Return the address of a page of its own."""
        return path(route, self.admin_site.admin_view(view), name=name)

    def act(self, route, view, name):
        """Return the address of what is done by a form, never by a link."""
        return self.step(route, require_POST(view), name)

    def page(self, request, template, title, **context):
        """Return a page in the frame of the desk."""
        framed = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **context}
        return TemplateResponse(request, template, framed)

    def must(self, request, permission):
        """Raises: PermissionDenied for who lacks a permission of the desk."""
        if not request.user.has_perm(f"desk.{permission}"):
            raise PermissionDenied
