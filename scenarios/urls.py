"""Addresses of the scenarios app."""

from django.urls import path

from scenarios import views

app_name = "scenarios"
urlpatterns = [
    path("", views.list_scenarios, name="list"),
    path("<uuid:public_id>/", views.about, name="about"),
    path("<uuid:public_id>/start/", views.start, name="start"),
    path("talk/<uuid:public_id>/", views.play, name="play"),
    path("talk/<uuid:public_id>/answer/", views.answer, name="answer"),
    path("talk/<uuid:public_id>/say/", views.say, name="say"),
    path("talk/<uuid:public_id>/debrief/", views.show_debrief, name="debrief"),
    path("talk/<uuid:public_id>/retry/", views.retry, name="retry"),
]
