"""The command `load_communities`: what it says, and that bad files change nothing."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from stories.models import Community
from tests.stories.domain.register_samples import (
    CHERVONOHRAD,
    KYIV,
    LVIV_REGION,
    community,
    row,
    small_register,
    write_csv,
    write_xlsx,
)

pytestmark = pytest.mark.django_db


def lines_of(*arguments):
    """What the command prints, without the lines on our own notes, which tell of the real register."""
    output = StringIO()
    call_command("load_communities", *arguments, stdout=output)
    lines = output.getvalue().splitlines()
    return [line for line in lines if not line.startswith(("not in this register", "…"))]


def told(*, regions, added, renamed, unchanged, gone):
    return (
        f"{regions} regions. Communities: {added} added, {renamed} renamed, 0 changed otherwise, "
        f"{unchanged} unchanged, {gone} no longer in the register."
    )


def test_command_tells_what_it_added(tmp_path):
    path = write_xlsx(tmp_path / "register.xlsx", small_register())
    assert lines_of(str(path)) == [told(regions=3, added=3, renamed=0, unchanged=0, gone=0)]


def test_command_tells_old_and_new_names(tmp_path):
    call_command(
        "load_communities", str(write_xlsx(tmp_path / "old.xlsx", small_register())), stdout=StringIO()
    )
    renamed = small_register(chervonohrad=("Шептицька", "Шептицький"))
    assert lines_of(str(write_csv(tmp_path / "new.csv", renamed))) == [
        told(regions=3, added=0, renamed=1, unchanged=2, gone=0),
        f"renamed: Червоноградська (Червоноград) → Шептицька (Шептицький), {CHERVONOHRAD}",
    ]


def test_command_shows_the_first_twenty_renamings(tmp_path):
    def register(suffix):
        region = row("O", "Львівська", LVIV_REGION)
        villages = [
            community(
                f"UA4612{number:03d}0000{number:06d}",
                f"Нова{suffix}",
                "Нове",
                category="C",
                region=LVIV_REGION,
            )
            for number in range(1, 23)
        ]
        return [region, *(cells for rows in villages for cells in rows)]

    call_command("load_communities", str(write_csv(tmp_path / "old.csv", register(""))), stdout=StringIO())
    output = StringIO()
    call_command("load_communities", str(write_csv(tmp_path / "new.csv", register("ська"))), stdout=output)
    lines = output.getvalue().splitlines()
    assert sum(line.startswith("renamed: ") for line in lines) == 20
    assert lines[21] == "… and 2 more"


def test_command_with_a_faulty_file_tells_each_fault_and_loads_nothing(tmp_path):
    rows = [
        *small_register(),
        row("Z", "Щось", LVIV_REGION),
        row("P", "", LVIV_REGION, "UA46120000000057093"),
    ]
    with pytest.raises(CommandError) as caught:
        call_command("load_communities", str(write_xlsx(tmp_path / "register.xlsx", rows)))
    assert str(caught.value) == (
        "Nothing was loaded.\nrow 11: unknown category «Z»\nrow 12: the name is empty"
    )
    assert caught.value.returncode == 1
    assert Community.objects.count() == 0


def test_command_with_countless_faults_shows_a_hundred(tmp_path):
    rows = [row("Z", "Щось", LVIV_REGION)] * 150
    with pytest.raises(CommandError) as caught:
        call_command("load_communities", str(write_csv(tmp_path / "register.csv", rows)))
    lines = str(caught.value).splitlines()
    assert (len(lines), lines[-1]) == (102, "… and 51 more")


def test_command_refuses_a_shrunken_file_unless_told_to_accept_it(tmp_path):
    call_command(
        "load_communities", str(write_csv(tmp_path / "whole.csv", small_register())), stdout=StringIO()
    )
    path = str(write_csv(tmp_path / "half.csv", [row("K", "Київ", KYIV)]))
    with pytest.raises(CommandError):
        call_command("load_communities", path)
    assert Community.objects.filter(in_register=True).count() == 3
    assert lines_of(path, "--accept-shrinking") == [
        told(regions=1, added=0, renamed=0, unchanged=1, gone=2),
        f"no longer in the register: Червоноградська ({CHERVONOHRAD})",
        "no longer in the register: Тернопільська (UA61040490000035010)",
    ]
