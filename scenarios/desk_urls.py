"""Addresses of the editor's desk for conversations, below /cms/conversations/."""

from django.urls import path

from scenarios import desk_views

app_name = "conversations"
urlpatterns = [
    path("", desk_views.list_versions, name="list"),
    path("upload/", desk_views.upload, name="upload"),
    path("<uuid:public_id>/", desk_views.show, name="show"),
    path("<uuid:public_id>/<int:number>/", desk_views.show, name="show-version"),
    path("<uuid:public_id>/<int:number>/download/", desk_views.download, name="download"),
    path("<uuid:public_id>/<int:number>/publish/", desk_views.publish, name="publish"),
    path("<uuid:public_id>/<int:number>/preview/", desk_views.preview, name="preview"),
]
