from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class CatalogueConfig(AppConfig):
    name = "catalogue"
    verbose_name = "What readers see"

    def ready(self):
        from catalogue.past.schema import after_migration, before_migration

        pre_migrate.connect(before_migration, sender=self)
        post_migrate.connect(after_migration, sender=self)

    def not_ready(self):
        from catalogue.measures import not_ready

        return not_ready()

    def metrics(self):
        from catalogue.measures import metrics

        return metrics()
