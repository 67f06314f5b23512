"""Addresses of the question bank, below /cms/questions/."""

from django.urls import path

from quizzes import bank_views, quiz_views

app_name = "questions"
urlpatterns = [
    path("", bank_views.questions, name="list"),
    path("quizzes/", quiz_views.quizzes, name="quizzes"),
    path("quizzes/new/<uuid:code_ref>/", quiz_views.new_quiz, name="new-quiz"),
    path("quizzes/<uuid:public_id>/", quiz_views.quiz, name="quiz"),
    path("new/<uuid:code_ref>/", bank_views.write, name="new"),
    path("<uuid:public_id>/", bank_views.show, name="question"),
    path("<uuid:public_id>/edit/", bank_views.edit, name="edit"),
    path("<uuid:public_id>/<slug:verb>/", bank_views.change, name="change"),
]
