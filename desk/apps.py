from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class DeskConfig(AppConfig):
    default = True
    name = "desk"
    verbose_name = "Editing"


class DeskAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "desk.site.DeskSite"
