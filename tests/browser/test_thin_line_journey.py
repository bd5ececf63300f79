"""A whole application over 64 kbit/s, with five photos as a telephone takes them, and a line that breaks in the middle."""

import random
import re

import pytest
from PIL import Image

from tests.browser.applicants import ON_SERVER, fill_in, kept, new_applicant, save, says, section_of
from tests.browser.thin_line import ThinLine

THIN = 64_000 // 8
# The server writes photos anew, in a better quality than it got them.
LIGHT = 300 * 1024
MEBIBYTE = 1024 * 1024


@pytest.fixture
def line(site):
    line = ThinLine(site.port)
    yield line
    line.close()


@pytest.fixture
def applicant(reader, line):
    """Behind the line, while it is good."""
    return new_applicant(reader, line=line)


def telephone_photo(path, *, seed):
    """A JPEG of twelve million points with hills, light and the grain of a small sensor: from 4 to 8 MB."""
    chance = random.Random(seed)  # noqa: S311 - the same photo each time
    hills = Image.new("L", (24, 18))
    hills.putdata([chance.randrange(40, 220) for _point in range(24 * 18)])
    grain = Image.effect_noise((4000, 3000), 22)
    channels = [
        Image.blend(hills.rotate(turn).resize((4000, 3000), Image.Resampling.BICUBIC), grain, 0.45)
        for turn in (0, 90, 180)
    ]
    Image.merge("RGB", channels).save(path, "JPEG", quality=90)
    return path


def walk_to(page, end):
    """Fill in one section after the other until the page that is named."""
    while (section := section_of(page)) != end:
        fill_in(page)
        save(page)
        page.wait_for_url(lambda url, here=section: f"/{here}/" not in url, timeout=60_000)


def of_application(window, site, question):
    """What the server's database answers about the window's application."""
    return site.read(question, window.address.strip("/").split("/")[-1].replace("-", ""))


def test_whole_application_with_five_photos_goes_through_and_goes_on_after_a_break(
    applicant, line, site, tmp_path
):
    page, sent = applicant.page, []
    photos = [telephone_photo(tmp_path / f"Фото {number}.jpg", seed=number) for number in range(5)]
    assert all(4 * MEBIBYTE < photo.stat().st_size < 8 * MEBIBYTE for photo in photos)
    line.bytes_a_second = THIN
    walk_to(page, "files")
    for _photo in photos:
        page.locator("button[value='add:photos']").click()
    says(applicant, ON_SERVER)
    page.on(
        "request",
        lambda request: request.method == "PUT" and sent.append(re.findall(r"uploads/([^/]+)/\?offset=(\d+)", request.url)[0]),
    )  # fmt: skip
    for field, photo in zip(page.locator("[data-items] input[type=file]").all(), photos, strict=True):
        field.set_input_files(photo)
    states = page.locator("[data-items] [data-file-state]")
    # The second photo is on its way when the line breaks.
    page.wait_for_function(
        "() => document.querySelectorAll('[data-items] progress')[1].value > 40", timeout=120_000
    )
    line.cut()
    states.nth(1).filter(has_text="Немає звʼязку").wait_for()
    broken_at = len(sent)
    line.mend()
    for field in page.locator("input[type=text]:is([name$='/credit'], [name$='/alt_uk'])").all():
        field.fill("Олена")
    for choice in page.locator("input[name$='/consent'][value=no_people]").all():
        choice.check()
    says(applicant, ON_SERVER)
    for number in range(5):
        states.nth(number).filter(has_text="збережений").wait_for(timeout=240_000)
    broken, _offset = sent[broken_at - 1]
    assert next(int(offset) for key, offset in sent[broken_at:] if key == broken) > 0
    asked = (
        "SELECT size FROM contest_applicationfile WHERE application_id ="
        " (SELECT id FROM contest_application WHERE public_id = ?)"
    )
    sizes = [size for (size,) in of_application(applicant, site, asked)]
    files = [row for path, row in kept(applicant, site).items() if path.endswith("/file")]
    assert (
        len(sizes),
        len({value for value, _version in files}),
        {version for _value, version in files},
    ) == (5, 5, {1})
    assert max(sizes) < LIGHT
    save(page)
    page.wait_for_url(re.compile("/questions/"), timeout=60_000)
    walk_to(page, "check")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile("/receipt/$"), timeout=60_000)
    stands = "SELECT status, reference FROM contest_application WHERE public_id = ?"
    ((status, reference),) = of_application(applicant, site, stands)
    assert (status, page.locator("main", has_text=reference).count()) == ("submitted", 1)
