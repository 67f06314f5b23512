"""Addresses of the assignments app."""

from django.urls import path

from assignments import views

app_name = "assignments"
urlpatterns = [
    path("", views.requirements, name="requirements"),
    path("new/", views.require, name="require"),
    path("new/count/", views.preview, name="preview"),
    path("<uuid:public_id>/", views.requirement, name="requirement"),
    path("<uuid:public_id>/stop/", views.stop, name="stop"),
    path("turns/<uuid:public_id>/excuse/", views.waive, name="waive"),
]
