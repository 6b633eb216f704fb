from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "konbit.search"
    label = "search"
