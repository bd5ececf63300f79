"""The print pack holds what jurors read, each application with its sheet, and nothing else."""

import json
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image

from contest.domain.answers import Change, save_answers
from contest.domain.applying import submit_application
from contest.domain.juror_packs import jury_pack, pack_data
from contest.domain.juror_values import value_sha256
from contest.domain.scoring_sheets import sheets_of
from contest.models import Application, Redaction
from tests.contest.factories import complete_answers, make_application
from tests.contest.files import make_file, photo_answers
from tests.contest.juries import make_judged_call
from tests.contest.sittings import make_sitting
from tests.contest.typesetting.pdf_reading import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def data_of(sitting):
    book = sheets_of(sitting.call)
    return pack_data(sitting.entries, juror=sitting.juror, book=book, at=timezone.now(), pictures={})


def made(sitting, number):
    book = sheets_of(sitting.call)
    return jury_pack(
        sitting.entries[:number], juror=sitting.juror, book=book, language="uk", at=timezone.now()
    )


def test_pack_has_each_application_with_its_sheet_and_no_contacts():
    sitting = make_sitting(entries=2)
    data = data_of(sitting)
    assert [row["reference"] for row in data["entries"]] == [row.reference for row in sitting.entries]
    assert data["entries"][0]["sheet"][1] == {
        "name": "Докази (en)", "description": "", "weight": "1", "scale": "0–5", "boxes": list("012345"),
        "anchors": [("0", "Score 0"), ("3", "Score 3"), ("5", "Score 5")],
    }  # fmt: skip
    answers, text = complete_answers(sitting.call), json.dumps(data, ensure_ascii=False)
    assert answers["summary"] in text
    assert (answers["contact_name"] in text, answers["contact_email"] in text) == (False, False)


def test_each_application_begins_on_a_page_of_its_own_and_markup_is_text():
    sitting = make_sitting(entries=2)
    sheet = sitting.call.criteria.all()[0]
    sheet.name_uk = '#panic("x") *so* $1$ \\'
    sheet.save()
    assert pages(made(sitting, 2)) == 2 * pages(made(sitting, 1)) - 1


def test_pack_costs_the_same_for_one_and_for_three(django_assert_num_queries):
    sitting = make_sitting(entries=3)
    sitting.entries = list(Application.objects.select_related("category"))
    made(sitting, 1)
    for number in (1, 3):
        with django_assert_num_queries(11):
            made(sitting, number)


def test_photos_stand_small_in_the_pack_and_redacted_ones_nowhere(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    call = make_judged_call()
    draft = make_application(call, answers={}, at=call.opens_at)
    shown, hidden, lost = (
        make_file(draft, kind="photo", name=f"{name}.jpg", content_type="image/jpeg", content=content)
        for name, content in (("shown", picture(1200, 900)), ("hidden", picture(400, 300)), ("lost", b"none"))
    )
    photos = {**photo_answers(shown), **photo_answers(hidden, "cccccccc"), **photo_answers(lost, "dddddddd")}
    answers, person = {**complete_answers(call), **photos}, draft.members.get()
    save_answers(draft, [Change(path, value) for path, value in answers.items()], by=person, at=call.opens_at)
    submit_application(draft, by=person, at=call.opens_at)
    value = str(hidden.public_id)
    Redaction.objects.create(
        application=draft, path="photos/cccccccc/file", is_hidden=True, original_sha256=value_sha256(value),
        made_at=call.opens_at,
    )  # fmt: skip
    sitting, pictures = make_sitting(call=call), {}
    sitting.entries = [Application.objects.select_related("category").get(pk=draft.pk)]
    book = sheets_of(call)
    data = pack_data(sitting.entries, juror=sitting.juror, book=book, at=timezone.now(), pictures=pictures)
    assert data["entries"][0]["photos"] == [{"picture": "photo-1.jpg", "alt": "Зала", "caption": "Зала"}]
    assert Image.open(BytesIO(pictures["photo-1.jpg"])).size == (560, 420)
    assert made(sitting, 1).count(b"/Subtype /Image") + made(sitting, 1).count(b"/Subtype/Image") > 0


def picture(width, height):
    out = BytesIO()
    Image.new("RGB", (width, height), "#446688").save(out, "JPEG")
    return out.getvalue()
