"""Addresses of the hiring app."""

from django.urls import path

from hiring import views

app_name = "hiring"
urlpatterns = [
    path("", views.vacancies, name="vacancies"),
    path("new/", views.new_vacancy, name="new-vacancy"),
    path("vacancies/<uuid:public_id>/", views.vacancy, name="vacancy"),
    path("candidates/<uuid:public_id>/", views.candidate, name="candidate"),
    path("candidates/<uuid:public_id>/link/", views.link, name="link"),
    path("candidates/<uuid:public_id>/withdraw/", views.withdraw, name="withdraw"),
    path("invitation/<str:token>/", views.redeem, name="redeem"),
    path("thanks/", views.thanks, name="thanks"),
]
