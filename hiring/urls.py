"""Addresses of the hiring app."""

from django.urls import URLPattern

app_name = "hiring"
urlpatterns: list[URLPattern] = []
