"""A PDF's objects as qpdf tells them: an address is «12 0 R», a text begins with «u:», a name with «/»."""

import json
import subprocess


def objects_of(place):
    """Every object of the file by its address."""
    told = subprocess.run(["qpdf", "--json=2", place], capture_output=True, check=True)  # noqa: S607 - where CI put it
    found = json.loads(told.stdout)["qpdf"][1]
    return {
        address.removeprefix("obj:"): each["stream"]["dict"] if "stream" in each else each["value"]
        for address, each in found.items()
    }


def with_values(objects, **values):
    """The objects that have these values: `with_values(objects, Type="/Page")`."""
    rows = [each for each in objects.values() if isinstance(each, dict)]
    return [row for row in rows if all(row.get(f"/{name}") == value for name, value in values.items())]


def page_led_to(objects, row):
    """The page to which a link or a bookmark of the file leads; None where there is none."""
    (catalog,) = with_values(objects, Type="/Catalog")
    names = catalog["/Names"]["/Dests"]["/Names"]
    by_name = dict(zip(names[::2], names[1::2], strict=True))
    place = row["/Dest"]
    place = by_name.get(place, place)
    page = objects[objects[place][0]] if isinstance(place, str) else objects[place[0]]
    return page if page.get("/Type") == "/Page" else None
