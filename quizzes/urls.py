"""Addresses of the quizzes app."""

from django.urls import path

from quizzes import views

app_name = "quizzes"
urlpatterns = [
    path("about/<uuid:public_id>/", views.about, name="about"),
    path("<uuid:public_id>/", views.take, name="take"),
    path("<uuid:public_id>/<int:order>/", views.question, name="question"),
    path("<uuid:public_id>/finish/", views.finish, name="finish"),
    path("<uuid:public_id>/result/", views.result, name="result"),
    path("<uuid:public_id>/again/", views.retry, name="retry"),
]
