from django.apps import AppConfig


class ChronicleConfig(AppConfig):
    name = "konbit.chronicle"
    label = "chronicle"
    default_auto_field = "django.db.models.BigAutoField"
