from django.apps import AppConfig


class SpacecoopConfig(AppConfig):
    name = "spacecoop"
    verbose_name = "Knowledge base"

    def ready(self):
        from spacecoop.messages import compile_messages

        compile_messages()

    def before_serving(self):
        from spacecoop.probes import last_migrations

        last_migrations()

    def metrics(self):
        from spacecoop.database import metrics

        return metrics()
