"""Addresses of the editor's desk, below /cms/codes/."""

from django.urls import path

from content import desk_views, outline_views

app_name = "codes"
urlpatterns = [
    path("", desk_views.codes, name="list"),
    path("import/", desk_views.upload, name="import"),
    path("import/<uuid:public_id>/", desk_views.import_report, name="import-report"),
    path("issued/<uuid:public_id>/", desk_views.issued, name="issued"),
    path("<int:pk>/outline/", outline_views.overview, name="outline"),
    path("<int:pk>/outline/<str:section_id>/", outline_views.section, name="section"),
    path("<int:pk>/issue/", desk_views.issue, name="issue"),
]
