from django.apps import AppConfig


class SpacecoopConfig(AppConfig):
    name = "spacecoop"
    verbose_name = "Knowledge base"
