"""The publication app. It has no tables: what is published lies in casework."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "inspectorate.webapp.publication"
    label = "publication"
