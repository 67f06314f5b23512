"""The composing app: home, HR desk, commands, demo, jurisdiction packs."""

from django.apps import AppConfig


class LmsConfig(AppConfig):
    name = "lms"
