"""All addresses of the installation."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from lms import home, views

urlpatterns = [
    path("", home.home, name="home"),
    path("tasks/", home.tasks, name="tasks"),
    path("tasks/done/", home.records, name="records"),
    path("language/", views.set_language, name="set-language"),
    path("healthz", views.healthz, name="healthz"),
    path("account/", include("allauth.account.urls")),
    path("account/mfa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("desk/", include("lms.desk.urls")),
    path("team/", include("lms.team.urls")),
    path("people/", include("people.urls")),
    path("inbox/", include("notices.urls")),
    path("requirements/", include("assignments.urls")),
    path("competencies/", include("competencies.urls")),
    path("codes/", include("content.urls")),
    path("quizzes/", include("quizzes.urls")),
    path("practice/", include("scenarios.urls")),
    path("sign/", include("acknowledgements.urls")),
    path("courses/", include("courses.urls")),
    path("certificates/", include("certificates.urls")),
    path("hiring/", include("hiring.urls")),
]
handler404 = "lms.views.not_found"
if not settings.PRODUCTION:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
