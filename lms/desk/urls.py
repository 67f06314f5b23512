"""Addresses of the desk."""

from django.urls import path

from lms.desk import log, views

app_name = "desk"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("departments/<uuid:public_id>/", views.department, name="department"),
    path("people/", views.people, name="people"),
    path("people/<uuid:public_id>/", views.person, name="person"),
    path("remind/", views.remind, name="remind"),
    path("coverage.xlsx", views.coverage_xlsx, name="coverage-xlsx"),
    path("requirements.xlsx", views.requirements_xlsx, name="requirements-xlsx"),
    path("people.xlsx", views.people_xlsx, name="people-xlsx"),
    path("log/", log.log, name="log"),
    path("log/verify/", log.verify_log, name="verify-log"),
]
