"""Addresses of the content app."""

from django.urls import path

from content import views

app_name = "content"
urlpatterns = [
    path("", views.codes, name="codes"),
    path("editions/<uuid:public_id>/", views.edition, name="edition"),
    path("editions/<uuid:public_id>/since/<uuid:since>/", views.compare, name="compare"),
    path("<uuid:code_ref>/", views.code, name="code"),
    path("<uuid:code_ref>/clauses/<uuid:block_id>/", views.clause, name="clause"),
]
