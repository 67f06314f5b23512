"""Addresses of the team."""

from django.urls import path

from lms.team import views

app_name = "team"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("departments/<uuid:public_id>/", views.department, name="department"),
    path("people/<uuid:public_id>/", views.person, name="person"),
    path("remind/", views.remind, name="remind"),
    path("people.xlsx", views.people_xlsx, name="people-xlsx"),
]
