"""What makes the outlines of the map: arcs become rings, rings paths, and no ring is torn at the date line."""

import itertools

import pytest

from pages.pictures.make_boundaries import boundaries, equal_earth, on_map, path_of, place_in, simplified

SQUARE = [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]


def topology(*countries):
    """Return a TopoJSON in which each (number, ring in whole degrees) is one country of one arc."""
    arcs = []
    for _, ring in countries:
        steps = [(x - before_x, y - before_y) for (before_x, before_y), (x, y) in itertools.pairwise(ring)]
        arcs.append([ring[0], *steps])
    geometries = [{"type": "Polygon", "arcs": [[place]], "id": number} for place, (number, _) in enumerate(countries)]
    return {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": arcs,
        "objects": {"countries": {"geometries": geometries}},
    }


def test_the_projection_keeps_areas():
    def area(latitude):
        (x0, y0), (x1, y1) = equal_earth(0, latitude), equal_earth(1, latitude + 0.01)
        return (x1 - x0) * (y1 - y0)

    assert area(60) / area(0) == pytest.approx(0.5, abs=0.001)


def test_a_country_has_an_outline_and_a_place_by_its_code():
    made = boundaries(topology(("056", SQUARE)), topology())
    assert made["countries"].keys() == {"BE"}
    belgium = made["countries"]["BE"]
    assert belgium["outline"].startswith("M")
    assert belgium["outline"].endswith("z")
    assert belgium["place"] == pytest.approx(on_map(5, 5), abs=0.5)
    assert not belgium["small"]


def test_a_country_of_the_second_file_alone_has_a_place_and_no_outline():
    made = boundaries(topology(("056", SQUARE)), topology(("056", SQUARE), ("492", SQUARE)))
    assert made["countries"]["MC"]["outline"] == ""
    assert made["countries"]["MC"]["small"]
    assert made["countries"]["BE"]["outline"]


def test_what_has_no_code_of_a_country_is_land():
    made = boundaries(topology(("", SQUARE)), topology())
    assert len(made["land"]) == 1
    assert made["countries"] == {}


def test_antarctica_is_left_out():
    assert boundaries(topology(("010", SQUARE)), topology())["countries"] == {}


def test_a_country_across_the_date_line_stays_in_one_piece():
    across = [(170, 60), (-175, 60), (-175, 70), (170, 70), (170, 60)]
    made = boundaries(topology(("643", across)), topology())
    x, _ = made["countries"]["RU"]["place"]
    assert x == pytest.approx(on_map(177.5, 65)[0], abs=2)
    assert made["countries"]["RU"]["outline"].count("M") == 1


def test_a_line_loses_the_points_that_do_not_show():
    assert simplified([(0, 0), (5, 0.001), (10, 0)]) == [(0, 0), (10, 0)]
    assert simplified([(0, 0), (5, 5), (10, 0)]) == [(0, 0), (5, 5), (10, 0)]


def test_a_place_lies_inside_even_where_the_centre_does_not():
    horseshoe = [(0, 0), (30, 0), (30, 30), (28, 30), (28, 2), (2, 2), (2, 30), (0, 30), (0, 0)]
    x, y = place_in(horseshoe)
    assert 0 < y < 2 or x < 2 or x > 28


def test_a_path_is_written_in_tenths_as_short_as_can_be():
    assert path_of([[(1.5, 2), (2, 2), (2, 1.5), (1.5, 2)]]) == "M1.5 2l.5 0 0-.5z"


def test_a_path_is_written_in_whole_units_but_for_europe_which_is_enlarged():
    corners = [(0.2, 0.3), (20.4, 0.6), (20.4, 9.7), (0.2, 0.3)]
    assert path_of([[(600 + x, 60 + y) for x, y in corners]]) == "M600 60l20 1 0 9z"
    assert path_of([[(440 + x, 60 + y) for x, y in corners]]) == "M440.2 60.3l20.2 .3 0 9.1z"


def test_an_island_too_small_to_see_is_dropped_beside_a_larger_one():
    speck = [(0, 0), (0.1, 0), (0.1, 0.1), (0, 0)]
    assert path_of([SQUARE, speck]).count("M") == 1
    assert path_of([speck]).count("M") == 1
