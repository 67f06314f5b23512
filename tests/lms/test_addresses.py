"""Addresses and forms that no page of ours makes."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from common.addresses import is_uuid
from people.models import Person


def test_a_nul_is_refused_before_the_database_sees_it(client: Client) -> None:
    response = client.get(reverse("certificates:find") + "?number=2026%00")
    assert response.status_code == 400
    assert "no-store" in response["Cache-Control"]


def test_nonsense_for_an_id_finds_nothing(hr: Person, client_as: Callable[[Person], Client]) -> None:
    desk = client_as(hr)
    assert desk.get(reverse("competencies:matrix"), {"department": "x"}).status_code == 404
    sent = desk.post(reverse("people:slips"), {"person": "x" * 36})
    assert (sent.status_code, sent["Location"]) == (302, reverse("people:slips"))


@pytest.mark.parametrize(
    "text", ["", "x" * 36, "{1f0e3dad-9990-4b34-8f5f-3b1f3c7d1c11}", "1f0e3dad99904b348f5f3b1f3c7d1c11"]
)
def test_only_an_id_is_an_id(text: str) -> None:
    assert not is_uuid(text)
    assert is_uuid("1f0e3dad-9990-4b34-8f5f-3b1f3c7d1c11")
