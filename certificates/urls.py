"""Addresses of the certificates app."""

from django.urls import path

from certificates import views

app_name = "certificates"
urlpatterns = [
    path("", views.certificates, name="list"),
    path("check/", views.find, name="find"),
    path("<uuid:public_id>/", views.certificate, name="certificate"),
    path("<uuid:public_id>.pdf", views.certificate_pdf, name="pdf"),
    path("<uuid:public_id>/revoke/", views.revoke_certificate, name="revoke"),
    path("verify/<uuid:public_id>/", views.verify, name="verify"),
]
