"""Receipts and checks: the own ones; HR and auditors see every receipt."""

from collections.abc import Callable
from types import SimpleNamespace

from django.test import Client
from django.urls import reverse

from acknowledgements.services import certify
from content.models import EditionText
from people.models import Person


def test_another_persons_receipt_and_check_answer_404(
    house: SimpleNamespace,
    employee: Person,
    colleague: Person,
    manager: Person,
    hr: Person,
    auditor: Person,
    client_as: Callable[[Person], Client],
) -> None:
    text = EditionText.objects.get(edition=house.first, locale="uk")
    signed = certify(person=employee, edition=house.first, locale="uk", text_sha256=text.sha256)
    receipt = reverse("acknowledgements:receipt", args=[signed.public_id])
    check = reverse("acknowledgements:check", args=[signed.public_id])
    for other in (colleague, manager):
        assert client_as(other).get(receipt).status_code == 404
        assert client_as(other).post(check).status_code == 404
    for desk in (employee, hr, auditor):
        assert client_as(desk).get(receipt).status_code == 200
    assert client_as(hr).post(check).status_code == 404
