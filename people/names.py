"""How a person is named: in full, in short, by initials, and when spoken to."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language, pgettext

from people.models import Person
from people.vocative import guess_gender, vocative_given, vocative_patronymic


def full_name(person: Person) -> str:
    """Return «Терлецька Соломія Андріївна», the order of registers and sheets."""
    return " ".join(filter(None, [person.family_name, person.given_name, person.patronymic]))


def spoken_name(person: Person) -> str:
    """Return «Соломія Андріївна Терлецька», the order of a heading."""
    return " ".join(filter(None, [person.given_name, person.patronymic, person.family_name]))


def short_name(person: Person) -> str:
    """Return «Соломія Терлецька»."""
    return " ".join(filter(None, [person.given_name, person.family_name]))


def _initial(name: str) -> str:
    """Return "А." for a name, "А.-М." for one of two parts."""
    return "-".join(f"{part[0].upper()}." for part in name.split("-") if part)


def initials(person: Person) -> str:
    """Return «С. А. Терлецька», with no-break spaces."""
    letters = [_initial(name) for name in (person.given_name, person.patronymic) if name]
    return "\u00a0".join([*letters, person.family_name]).strip()


def monogram(person: Person) -> str:
    """Return «СТ», the two letters of a portrait."""
    return "".join(name[0].upper() for name in (person.given_name, person.family_name) if name)


def gender_of(person: Person) -> str:
    """Return "f", "m" or "": as stated, else as the names tell."""
    return person.gender or guess_gender(person.given_name, person.patronymic)


def vocative(person: Person, locale: str | None = None) -> str:
    """Return how to speak to the person, without a sign after it.

    Ukrainian: vocative of name and patronymic; Russian: both as they are; English: name and family name.
    What HR has written by hand wins everywhere.
    """
    if person.vocative_override:
        return person.vocative_override
    language = (locale or get_language() or settings.LANGUAGE_CODE)[:2]
    if language == "uk":
        gender = gender_of(person)
        parts = [vocative_given(person.given_name, gender), vocative_patronymic(person.patronymic)]
    elif language == "ru":
        parts = [person.given_name, person.patronymic]
    else:
        parts = [person.given_name, person.family_name]
    return " ".join(filter(None, parts))


def salutation(person: Person, locale: str | None = None) -> str:
    """Return the opening of a letter in the locale: «Шановна Маріє Іванівно!»."""
    language = (locale or get_language() or settings.LANGUAGE_CODE)[:2]
    name = {"name": vocative(person, language)}
    with translation.override(language):
        gender = gender_of(person)
        if gender == "f":
            return pgettext("opening of a letter to a woman", "Dear %(name)s,") % name
        if gender == "m":
            return pgettext("opening of a letter to a man", "Dear %(name)s,") % name
        return pgettext("opening of a letter", "Dear %(name)s,") % name
