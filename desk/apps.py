from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.contrib.auth import signals
from django.db.models.signals import post_migrate


class DeskConfig(AppConfig):
    default = True
    name = "desk"
    verbose_name = "Editing"

    def ready(self):
        from desk.accounts import keep_security_log
        from desk.groups import settle_groups
        from desk.second_factor import give_up_at_session

        keep_security_log()
        for moment in (signals.user_logged_in, signals.user_logged_out):
            moment.connect(give_up_at_session)
        post_migrate.connect(settle_groups, sender=self)

    def metrics(self):
        from desk.measures import metrics

        return metrics()


class DeskAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "desk.site.DeskSite"
