from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "alerts"
    verbose_name = "Alerts"

    def metrics(self):
        from alerts.measures import metrics

        return metrics()
