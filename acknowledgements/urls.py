"""Addresses of the acknowledgements app."""

from django.urls import path

from acknowledgements import views

app_name = "acknowledgements"
urlpatterns = [
    path("register/", views.register, name="register"),
    path("register.xlsx", views.register_xlsx, name="register-xlsx"),
    path("editions/<uuid:public_id>/", views.read, name="read"),
    path("editions/<uuid:public_id>/beat/", views.beat, name="beat"),
    path("editions/<uuid:public_id>/sign/", views.sign, name="sign"),
    path("receipts/<uuid:public_id>/", views.receipt, name="receipt"),
    path("receipts/<uuid:public_id>/check/", views.check, name="check"),
]
