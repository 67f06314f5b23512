"""Who a request belongs to."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from people.models import Department, PeopleImport, User

FILE = (
    "staff number,family,given,patronymic,email,department,position,head,hired,left,language\n"
    "A1,Нова,Олена,Петрівна,nova@example.org,Центр,Оператор,no,2024-06-03,,uk"
)


def test_an_operator_who_is_no_person_brings_the_first_people_in(db: None) -> None:
    desk = Client()
    desk.force_login(User.objects.create_superuser("operator", password="a-long-password"))
    file = SimpleUploadedFile("people.csv", FILE.encode())
    sent = desk.post(reverse("people:import"), {"file": file})
    record = PeopleImport.objects.get()
    assert sent.status_code == 302
    assert record.uploaded_by is None
    assert desk.post(reverse("people:import-apply", args=[record.public_id])).status_code == 302
    assert Department.objects.filter(name="Центр").exists()
