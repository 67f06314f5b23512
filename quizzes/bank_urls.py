"""Addresses of the question bank, below /cms/questions/."""

from django.urls import path

from quizzes import bank_views

app_name = "questions"
urlpatterns = [
    path("", bank_views.questions, name="list"),
    path("new/<uuid:code_ref>/", bank_views.write, name="new"),
    path("<uuid:public_id>/", bank_views.show, name="question"),
    path("<uuid:public_id>/edit/", bank_views.edit, name="edit"),
    path("<uuid:public_id>/<slug:verb>/", bank_views.change, name="change"),
]
