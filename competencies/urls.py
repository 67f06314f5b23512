"""Addresses of the competencies app."""

from django.urls import path

from competencies import views

app_name = "competencies"
urlpatterns = [
    path("", views.table, name="matrix"),
    path("export.xlsx", views.table_xlsx, name="matrix-xlsx"),
    path("me/", views.me, name="me"),
    path("people/<uuid:public_id>/", views.person, name="person"),
]
