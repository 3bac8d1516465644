from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = "The editors' desk: sources being read, drafts, imports, reports"
