"""Addresses of the acknowledgements app."""

from django.urls import URLPattern

app_name = "acknowledgements"
urlpatterns: list[URLPattern] = []
