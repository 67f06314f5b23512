"""Addresses of the notices app."""

from django.urls import path

from notices import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.read_all, name="read-all"),
    path("<uuid:public_id>/read/", views.read, name="read"),
]
