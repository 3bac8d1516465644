"""Write boundaries.json, the outlines that the map draws, from two TopoJSON files of the npm package `world-atlas`.

Run it from an unpacked package, once when the package or the projection changes; nothing runs it otherwise:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m pages.pictures.make_boundaries package/countries-110m.json package/countries-10m.json

The first file gives the outlines, the second the places of countries too small for it. Units: a map WIDTH wide.
Source: Natural Earth, public domain; Equal Earth projection (Šavrič, Patterson and Jenny 2018), so that areas compare.
"""

import json
import math
import sys
from itertools import accumulate, pairwise
from pathlib import Path

import pycountry

WIDTH = 960
NORTH, SOUTH = 84, -57  # Antarctica is left out
MARGIN = 8  # above the northernmost land
MIDDLE = 11  # degrees east; the map ends in the Bering Strait and cuts no country
TOLERANCE, IN_EUROPE = 0.75, 0.3  # how far a simplified line may be from the true one
LEAST_ISLAND = 0.7  # the least area of an island that is drawn, but for a country's largest
EUROPE = (426, 44, 95, 77)  # left, top, width and height of what the map shows a second time, enlarged
SMALL = 16  # the area below which an outline is too small to be seen or hit
WRITTEN = Path(__file__).with_name("boundaries.json")
ORIGIN = (
    "Natural Earth 4.1.0 (public domain) as the npm package world-atlas 2.0.2 distributes it, in the Equal Earth "
    "projection; written by pages/pictures/make_boundaries.py"
)
COEFFICIENTS = (1.340264, -0.081106, 0.000893, 0.003796)


def equal_earth(longitude, latitude):
    """Return degrees projected onto a sphere of radius 1, north upwards."""
    a1, a2, a3, a4 = COEFFICIENTS
    angle = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = angle * angle
    sixth = square**3
    slope = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(angle) / (3 * slope)
    return x, angle * (a1 + a2 * square + sixth * (a3 + a4 * square))


SCALE = WIDTH / (2 * equal_earth(180, 0)[0])
TOP = equal_earth(0, NORTH)[1] + MARGIN / SCALE


def on_map(longitude, latitude):
    x, y = equal_earth(longitude - MIDDLE, latitude)
    return WIDTH / 2 + SCALE * x, SCALE * (TOP - y)


def lines_of(topology):
    """Return the arcs of a TopoJSON as lists of points in degrees."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        steps = accumulate(arc, lambda point, step: (point[0] + step[0], point[1] + step[1]))
        lines.append([(left + scale_x * x, bottom + scale_y * y) for x, y in steps])
    return lines


def simplified(line):
    """Leave out the points that lie within the tolerance of the line without them (Douglas and Peucker 1973)."""
    if len(line) < 3:
        return line
    points = [on_map(*point) for point in line]
    excesses = [_distance(point, points[0], points[-1]) - _tolerance(point) for point in points[1:-1]]
    excess, furthest = max((excess, place) for place, excess in enumerate(excesses, start=1))
    if excess <= 0:
        return [line[0], line[-1]]
    return [*simplified(line[: furthest + 1])[:-1], *simplified(line[furthest:])]


def _tolerance(point):
    return IN_EUROPE if is_in_europe(point) else TOLERANCE


def _distance(point, first, last):
    (x, y), (x1, y1), (x2, y2) = point, first, last
    length = math.hypot(x2 - x1, y2 - y1)
    if length == 0:
        return math.hypot(x - x1, y - y1)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def rings_of(geometry, lines):
    """Return all rings of a TopoJSON geometry as lists of points on the map, the last the first again."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [[on_map(*point) for point in _in_one_piece(ring, lines)] for polygon in polygons for ring in polygon]


def _in_one_piece(ring, lines):
    """Return a ring in degrees that crosses the meridian of 180° without a jump, and lies where most of it is."""
    points = []
    for number in ring:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        points += line[1:] if points else line
    longitudes = list(accumulate((x for x, _ in points), lambda before, x: x + 360 * round((before - x) / 360)))
    shift = -360 * round((sum(longitudes) / len(longitudes) - MIDDLE) / 360)
    return [(x + shift, y) for x, (_, y) in zip(longitudes, points, strict=True)]


def area(ring):
    return abs(_shoelace(ring))


def _shoelace(ring):
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def place_in(ring):
    """Return a point well inside a ring: its centre, or where that is outside the middle of its widest stretch."""
    signed = _shoelace(ring)
    if signed == 0:  # smaller than the file can tell
        return ring[0]
    pairs = list(pairwise(ring))
    x, y = (
        sum((point[axis] + other[axis]) * (point[0] * other[1] - other[0] * point[1]) for point, other in pairs)
        / (6 * signed)
        for axis in (0, 1)
    )
    if any(left < x < right for left, right in _stretches(ring, y)):
        return x, y
    heights = sorted(y for _, y in ring)
    levels = [heights[0] + (heights[-1] - heights[0]) * step / 20 for step in range(1, 20)]
    width, level, left = max((right - left, level, left) for level in levels for left, right in _stretches(ring, level))
    return left + width / 2, level


def _stretches(ring, level):
    """Return (left, right) of the stretches of a horizontal line that lie inside a ring."""
    crossings = sorted(
        x1 + (level - y1) * (x2 - x1) / (y2 - y1)
        for (x1, y1), (x2, y2) in pairwise(ring)
        if (y1 <= level) != (y2 <= level)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=False))


def is_in_europe(point):
    left, top, width, height = EUROPE
    return 0 < point[0] - left < width and 0 < point[1] - top < height


def path_of(rings):
    """Return rings as SVG path data: in tenths where the map is enlarged or a ring is small, else in whole units."""
    least = min(LEAST_ISLAND, max(map(area, rings)))
    return "".join(_ring_path(ring) for ring in rings if area(ring) >= least)


def _ring_path(ring):
    rounded = [_rounded(point) for point in ring[:-1]]
    if len(set(rounded)) < 3:
        rounded = [(round(10 * x), round(10 * y)) for x, y in ring[:-1]]
    (left, top), *others = rounded
    steps, x, y = [], left, top
    for other_x, other_y in others:
        if (other_x, other_y) != (x, y):
            steps.append(f"{_tenths(other_x - x)} {_tenths(other_y - y)}")
            x, y = other_x, other_y
    joined = " ".join(steps).replace(" -", "-")
    return f"M{_tenths(left)} {_tenths(top)}l{joined}z"


def _rounded(point):
    """Return a point in tenths; elsewhere than in Europe they are those of whole units, on both sides of a border."""
    step = 1 if is_in_europe(point) else 10
    return tuple(step * round(10 * coordinate / step) for coordinate in point)


def _tenths(number):
    """Write a number of tenths as short as SVG allows."""
    return f"{number / 10:g}".replace("0.", ".") if abs(number) < 10 else f"{number / 10:g}"


def boundaries(outlines, places):
    """Return what boundaries.json holds, from the two topologies."""
    countries, land = {}, []  # what has no code of ISO 3166 is land without a country
    for topology, is_drawn in ((outlines, True), (places, False)):
        lines = lines_of(topology)
        if is_drawn:
            lines = [simplified(line) for line in lines]  # before they make rings: alike for both sides of a border
        for geometry in topology["objects"]["countries"]["geometries"]:
            country = pycountry.countries.get(numeric=geometry.get("id", ""))
            code = country.alpha_2 if country else None
            if code == "AQ" or code in countries:
                continue
            rings = rings_of(geometry, lines)
            largest = max(rings, key=area)
            if is_drawn and code is None:
                land.append(path_of(rings))
            elif code:
                x, y = place_in(largest)
                countries[code] = {
                    "place": [round(x, 1), round(y, 1)],
                    "outline": path_of(rings) if is_drawn else "",
                    "small": not is_drawn or area(largest) < SMALL,
                    "enlarged": any(map(is_in_europe, largest)),
                }
    height = round(on_map(0, SOUTH)[1])
    return {
        "origin": ORIGIN,
        "width": WIDTH,
        "height": height,
        "europe": EUROPE,
        "land": land,
        "countries": dict(sorted(countries.items())),
    }


def main(outlines, places):
    made = boundaries(*(json.loads(Path(path).read_text()) for path in (outlines, places)))
    rows = ",\n".join(f"{json.dumps(code)}: {json.dumps(country)}" for code, country in made.pop("countries").items())
    heading = json.dumps(made, ensure_ascii=False, indent=1).removesuffix("\n}")
    WRITTEN.write_text(f'{heading},\n "countries": {{\n{rows}\n}}\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
