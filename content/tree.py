"""The pages below which codes live: a root, a home a language, a site; made anew where missing."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from wagtail.models import GroupPagePermission, Locale, Page, Site

from common.guards import is_last_migrated

#: Group of the people who edit codes, and what it may do with pages.
EDITORS = "editor"
PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")


def ensure_locales() -> dict[str, Locale]:
    """Return a Wagtail locale for every content language, created where missing."""
    have = {locale.language_code: locale for locale in Locale.all_objects.all()}
    for code, _label in settings.WAGTAIL_CONTENT_LANGUAGES:
        if code not in have:
            have[code] = Locale.objects.create(language_code=code)
    return have


def home(locale: str) -> Page:
    """Return the home page of the language."""
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        ensure_tree()
        site = Site.objects.select_related("root_page").get(is_default_site=True)
    found = Page.objects.filter(
        translation_key=site.root_page.translation_key, locale__language_code=locale, depth=2
    ).first()
    if found is None:
        found = _make_home(Page.get_first_root_node(), ensure_locales()[locale], site.root_page)
    return found


def _make_home(root: Page, locale: Locale, source: Page | None = None) -> Page:
    page = Page(title="Kodeks", slug=f"home-{locale.language_code}", locale=locale)
    if source is not None:
        page.translation_key = source.translation_key
    root.add_child(instance=page)
    return page


@transaction.atomic
def ensure_tree() -> None:
    """Make locales, root, a home page a language and the default site, and let editors at them; safe to repeat."""
    locales = ensure_locales()
    main = locales[settings.LANGUAGE_CODE]
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root", locale=main))
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    first = site.root_page if site else root.get_children().filter(locale=main).first() or _make_home(root, main)
    if first.slug == "home":  # Wagtail's own welcome page
        first.title = first.draft_title = "Kodeks"
        first.slug = f"home-{main.language_code}"
        first.locale = main
        first.save()
    if site is None:
        Site.objects.create(hostname="localhost", root_page=first, is_default_site=True, site_name="Kodeks")
    for code, locale in locales.items():
        if not Page.objects.filter(translation_key=first.translation_key, locale__language_code=code).exists():
            _make_home(root, locale, first)
    let_editors_in(root)


def let_editors_in(root: Page) -> None:
    editors, _created = Group.objects.get_or_create(name=EDITORS)
    entry = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin").first()
    if entry is not None:
        editors.permissions.add(entry)
    rights = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS)
    for right in rights:
        GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=right)


def ensure_after_migrate(app_config: AppConfig, using: str, **kwargs: Any) -> None:
    """Run once per `migrate`, when the last app has its tables."""
    last = is_last_migrated(app_config)
    tables = connections[using].introspection.table_names() if last and using == DEFAULT_DB_ALIAS else []
    if "content_codepage" in tables and "wagtailcore_grouppagepermission" in tables:
        # Saving a locale clears a cache key, and the cache may be a table that nobody has made yet.
        call_command("createcachetable", verbosity=0)
        ensure_tree()
