"""Addresses of the courses app."""

from django.urls import path

from courses import views

app_name = "courses"
urlpatterns = [
    path("", views.list_courses, name="list"),
    path("<uuid:public_id>/", views.show_course, name="course"),
    path("<uuid:public_id>/<slug:key>/", views.lesson, name="lesson"),
]
