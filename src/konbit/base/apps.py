from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "konbit.base"
    label = "base"
