from django.apps import AppConfig


class SpacecoopConfig(AppConfig):
    name = "spacecoop"
    verbose_name = "Knowledge base"

    def ready(self):
        from spacecoop.messages import compile_messages

        compile_messages()
