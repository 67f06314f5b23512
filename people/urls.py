"""Addresses of the people app."""

from django.urls import path

from people.views import accounts, departments, directory, imports

app_name = "people"
urlpatterns = [
    path("", directory.people, name="list"),
    path("export.xlsx", directory.export, name="export"),
    path("import/", imports.upload, name="import"),
    path("import/<uuid:public_id>/", imports.review, name="import-review"),
    path("import/<uuid:public_id>/apply/", imports.apply, name="import-apply"),
    path("import/<uuid:public_id>/discard/", imports.discard, name="import-discard"),
    path("slips/", accounts.slips, name="slips"),
    path("departments/", departments.departments, name="departments"),
    path("departments/<uuid:public_id>/acting/", departments.appoint, name="appoint-acting"),
    path("departments/<uuid:public_id>/acting/end/", departments.end_acting, name="end-acting"),
    path("activate/", accounts.activate_by_slip, name="activate"),
    path("activate/<str:token>/", accounts.activate_by_link, name="activate-link"),
    path("<uuid:public_id>/", directory.person, name="person"),
    path("<uuid:public_id>/address/", directory.address, name="address"),
    path("<uuid:public_id>/invite/", directory.invite, name="invite"),
]
