from django.apps import AppConfig


class SpacecoopConfig(AppConfig):
    name = "spacecoop"
    verbose_name = "Knowledge base"

    def ready(self):
        from spacecoop.messages import compile_messages

        compile_messages()

    def metrics(self):
        from spacecoop.database import metrics

        return metrics()
