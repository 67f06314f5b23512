"""What a personnel file's columns may be called, in Ukrainian, Russian and English."""

import re
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Column(StrEnum):
    STAFF_NUMBER = "staff_number"
    FULL_NAME = "full_name"
    FAMILY = "family"
    GIVEN = "given"
    PATRONYMIC = "patronymic"
    GENDER = "gender"
    EMAIL = "email"
    DEPARTMENT = "department"
    POSITION = "position"
    HEAD = "head"
    HIRED = "hired"
    LEFT = "left"
    LANGUAGE = "language"


#: How a column is called on screen and in a report for people.
LABELS: dict[Column, Promise] = {
    Column.STAFF_NUMBER: _("staff number"),
    Column.FULL_NAME: _("full name"),
    Column.FAMILY: _("family name"),
    Column.GIVEN: _("given name"),
    Column.PATRONYMIC: _("patronymic"),
    Column.GENDER: _("gender"),
    Column.EMAIL: _("e-mail"),
    Column.DEPARTMENT: _("department"),
    Column.POSITION: _("position"),
    Column.HEAD: _("head of the department"),
    Column.HIRED: _("hired"),
    Column.LEFT: _("left"),
    Column.LANGUAGE: _("language"),
}

REQUIRED = (Column.STAFF_NUMBER, Column.DEPARTMENT, Column.POSITION, Column.HIRED)

_SPELLINGS: dict[Column, str] = {
    Column.STAFF_NUMBER: (
        "staff number|staff no|staff_number|number|employee number|employee id|personnel number|"
        "табельний номер|табельний №|табельний|таб номер|таб №|табельный номер|табельный №|табельный|номер|tabnum"
    ),
    Column.FULL_NAME: "full name|full_name|name|піб|п і б|прізвище ім’я по батькові|фио|ф и о|фамилия имя отчество",
    Column.FAMILY: "family|family name|family_name|last name|last_name|surname|прізвище|фамилия",
    Column.GIVEN: "given|given name|given_name|first name|first_name|ім’я|имя",
    Column.PATRONYMIC: "patronymic|middle name|middle_name|по батькові|отчество",
    Column.GENDER: "gender|sex|стать|пол",
    Column.EMAIL: (
        "email|e-mail|mail|e mail|електронна пошта|ел пошта|ел адреса|електронна адреса|пошта|"
        "электронная почта|эл почта|почта|адрес электронной почты|электронный адрес|эл адрес"
    ),
    Column.DEPARTMENT: (
        "department|department path|path|unit|шлях підрозділу|шлях відділу|путь подразделения|"
        "відділ|підрозділ|структурний підрозділ|"
        "отдел|подразделение|структурное подразделение"
    ),
    Column.POSITION: "position|post|job title|job_title|title|посада|должность",
    Column.HEAD: (
        "head|is head|head of department|head of the department|ознака керівника|признак руководителя|"
        "начальник відділу|керівник|начальник|керівник відділу|"
        "керівник підрозділу|руководитель|руководитель отдела|руководитель подразделения"
    ),
    Column.HIRED: (
        "hired|hire date|hired on|hired at|date hired|date of hire|start date|start|дата прийому на роботу|"
        "прийнято|дата прийняття|прийнятий|прийнята|"
        "дата прийому|дата прийняття на роботу|принят|дата приёма|дата приема|"
        "дата приёма на работу|дата приема на работу"
    ),
    Column.LEFT: (
        "left|leave date|left on|left at|date left|dismissed|end date|end|termination date|"
        "звільнено|дата звільнення|звільнений|звільнена|"
        "уволен|дата увольнения"
    ),
    Column.LANGUAGE: "language|lang|locale|мова|мова інтерфейсу|язык|язык интерфейса",
}


def _plain(title: str) -> str:
    """Return a title without case, dots, stars, brackets' content and kinds of apostrophe."""
    bare = re.sub(r"\(.*?\)", " ", title.casefold().replace("ё", "е"))
    bare = re.sub(r"['`ʼ′‘]", "’", bare)
    return " ".join(re.sub(r"[.,:;*\"«»_]", " ", bare).split())


_BY_TITLE = {_plain(title): column for column, titles in _SPELLINGS.items() for title in titles.split("|")}


def column_of(title: str) -> Column | None:
    """Return which column the title names, or None for one that is not ours."""
    return _BY_TITLE.get(_plain(title))
