from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "konbit.site"
    label = "site"
