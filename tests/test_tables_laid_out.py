"""Tables as people lay them out for the eye, in many languages, are read right or said."""

from __future__ import annotations

import io

import openpyxl
import pytest

from geo.tables.heading import joined
from geo.tables.values import read_counts, read_days
from tests.test_tables import Read

import pandas as pd  # isort: skip


@pytest.fixture
def read(tmp_path):
    def run(content, name: str = "t.csv", toml: str = "") -> Read:
        folder = tmp_path / "events"
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return Read(tmp_path, toml)

    return run


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def days(out: Read) -> list[str]:
    return [
        f"{r.date_start:%Y-%m-%d}"
        + (f"/{r.date_end:%Y-%m-%d}" if r.date_end != r.date_start else "")
        for r in out.events.itertuples()
    ]


# --- headers ---------------------------------------------------------------------------------------

GROUPED = (
    ["Monthly log"],
    [],
    ["No.", "Date", "Where", None, None, None, "Casualties", None],
    [None, None, "State", "Locality", "Lat", "Long", "Killed", "Injured"],
    [1, "2023-06-14", "West Darfur", "El Geneina", 13.452, 22.447, 31, 70],
    [2, "2023-06-16", "South Darfur", "Nyala", 12.049, 24.881, None, None],
)


def test_a_header_of_two_rows_is_one(read):
    out = read(workbook(*GROUPED), "t.xlsx")
    assert out.events["place"].tolist() == ["El Geneina", "Nyala"]
    assert out.events["admin1"].tolist() == ["West Darfur", "South Darfur"]
    assert out.events["lat"].tolist() == [13.452, 12.049]
    assert out.events["fatalities_best"].fillna(-1).tolist() == [31, -1]
    assert "one header" in out.words


def test_a_second_row_of_names_is_none_where_the_first_has_no_groups():
    assert joined(["Date", "Place", "Note"], ["", "Idlib", "said so"]) == []
    assert joined(["Date", "Place", ""], ["2 May 2020", "Idlib", "said so"]) == []


SECOND = (
    ["Date", "Type", "Town", "Latitude", "Longitude", "Killed"],
    ["2022-11-29", "Massacre", "Kishishe", -0.9667, 29.2167, 131],
    [],
    ["Families on the move"],
    ["Date", "Town", "Families"],
    ["2022-12-01", "Kanyabayonga", 1200],
)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_second_table_below_is_read_by_itself(read, kind):
    lines = "\n".join(",".join(map(str, [*row, *[""] * (6 - len(row))])) for row in SECOND)
    out = read(workbook(*SECOND) if kind == "xlsx" else f"{lines}\n", f"t.{kind}")
    rows = [(r.place, r.event_type) for r in out.events.itertuples()]
    assert rows == [("Kishishe", "Violence against civilians"), ("Kanyabayonga", "unknown")]
    assert "Another table begins here" in out.words


def test_a_blank_row_begins_no_table(read):
    out = read("date,town,killed\n2024-01-05,Idlib,3\n,,\n2024-01-06,Saraqib,1\nopen,Binnish,\n")
    assert out.events["place"].tolist() == ["Idlib", "Saraqib"]
    assert [row.locator for row in out.lost] == ["row 5, column date"]


@pytest.mark.parametrize(
    ("header", "row", "place", "admin2"),
    [
        ("Village / location,Township", "Mo So,Hpruso", "Mo So", "Hpruso"),
        ("Township,State/Region", "Hpruso,Kayah", "Hpruso", ""),
        ("Municipio,Vereda", "Saravena,Puerto Lleras", "Puerto Lleras", "Saravena"),
        ("LGA,Community", "Bokkos,Ndun", "Ndun", "Bokkos"),
        ("القضاء,المكان", "الحويجة,الرياض", "الرياض", "الحويجة"),
    ],
)
def test_the_finer_of_two_columns_is_the_place(read, header, row, place, admin2):
    (event,) = read(f"Date,{header}\n2024-01-05,{row}\n").events.itertuples()
    assert (event.place, event.admin2) == (place, admin2)


def test_a_row_without_a_day_and_a_place_may_name_a_district(read):
    out = read("Date,Village,Township\n2024-01-05,Mo So,Hpruso\n,,Loikaw\n,,\n-,,\n")
    assert out.events["admin2"].tolist() == ["Hpruso", "Loikaw"]
    assert [row.locator for row in out.lost] == ["row 5"]


def test_columns_that_mean_something_only_together(read):
    text = "From;To;Ort;Breite;Länge\n2020-11-28;2020-11-29;Aksum;14,1211;38,7234\n"
    out = read(text)
    (event,) = out.events.itertuples()
    assert days(out) == ["2020-11-28/2020-11-29"]
    assert (event.lat, event.lon) == (14.1211, 38.7234)
    sent = read("Date;From;Town;Länge\n2020-11-28;Ahmad;Aksum;12\n")
    assert sent.events["From"].tolist() == ["", "Ahmad"] or "Ahmad" in sent.events["From"].tolist()
    assert sent.events.geometry.isna().any()


def test_columns_that_were_not_read_are_named(read):
    words = read("Date,Town,Deaths,Weather\n2024-01-05,Idlib,3,rain\n").words
    assert "Kept as they are: Weather." in words


def test_columns_that_may_be_coordinates_are_said_and_a_mapping_reads_them(read):
    text = (
        "Date,Town,GPS reference\n2024-01-05,Idlib,35.93 / 36.63\n2024-01-06,Binnish,north of it\n"
    )
    out = read(text)
    assert "GPS reference may be coordinates" in out.words
    assert out.events.geometry.isna().all()
    toml = '[tables."t.csv".columns]\ndate_start = "Date"\nplace = "Town"\ncoordinates = "GPS reference"\n'
    mapped = read(text, toml='title = "t"\n' + toml)
    assert mapped.events["lat"].fillna(0).tolist() == [35.93, 0]
    assert "'north of it' is no coordinate" in mapped.words


def test_the_name_of_a_feature_is_its_place_and_a_name_elsewhere_is_not(read):
    feature = (
        '{"type": "Feature", "properties": {"name": "Moura", "date": "2022-03-27/2022-03-31"},'
        ' "geometry": {"type": "Point", "coordinates": [-4.405, 14.317]}}'
    )
    out = read(f'{{"type": "FeatureCollection", "features": [{feature}]}}', "t.geojson")
    assert out.events["place"].tolist() == ["Moura"]
    assert days(out) == ["2022-03-27/2022-03-31"]
    victims = read("Date,Name,Age,Lat,Lon\n2022-03-27,A. Person,30,14.3,-4.4\n", "victims.csv")
    assert "A. Person" not in victims.events["place"].tolist()


# --- values ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "lat", "lon"),
    [
        ("""N51°29'38" E31°17'41\"""", 51.4939, 31.2947),
        ("48°44′20″ пн. ш. 37°34′57″ сх. д.", 48.7389, 37.5825),
        ("49,0680; 33,4200", 49.068, 33.42),
        ("49,0680, 33,4200", 49.068, 33.42),
        ("https://www.google.com/maps/@49.5606,37.3214,15z", 49.5606, 37.3214),
        ("https://maps.google.com/?q=49.5606,37.3214", 49.5606, 37.3214),
        (
            "https://www.openstreetmap.org/?mlat=49.5606&mlon=37.3214#map=15/1.0/2.0",
            49.5606,
            37.3214,
        ),
        ('{"lat":49.5606,"lng":37.3214}', 49.5606, 37.3214),
        ("48.4165 N / 35.0706 E", 48.4165, 35.0706),
        ("٣٥٫٩٣ شمالا، ٣٦٫٦٣ شرقا".replace("،", ","), 35.93, 36.63),
    ],
)
def test_both_coordinates_in_one_cell_in_many_forms(read, cell, lat, lon):
    quoted = cell.replace('"', '""')
    text = f'Date,Town,Coordinates\n2024-01-05,A,"{quoted}"\n2024-01-06,B,"49.8355, 36.6833"\n'
    first, second = read(text).events.itertuples()
    assert (round(first.lat, 4), round(first.lon, 4)) == (lat, lon)
    assert (second.lat, second.lon) == (49.8355, 36.6833)


def test_letters_that_name_the_longitude_first_hold_for_the_column(read):
    text = 'Date,Town,GPS\n2024-01-05,A,"37.3214 E, 49.5606 N"\n2024-01-06,B,"36.6833, 49.8355"\n'
    out = read(text)
    assert out.events["lat"].tolist() == [49.5606, 49.8355]
    assert "first number is the longitude" in out.words


def test_a_cell_with_one_axis_twice_is_no_pair(read):
    text = 'Date,Town,Coordinates\n2024-01-05,A,"48.5 N, 49.5 N"\n' + "".join(
        f'2024-01-0{n},B,"49.8355, 36.6833"\n' for n in range(1, 7)
    )
    out = read(text)
    assert out.events.geometry.isna().tolist() == [True, *[False] * 6]
    assert "is no coordinate" in out.words


@pytest.mark.parametrize(
    ("zone", "east", "north", "lat", "lon"),
    [
        ("37N", 285000, 3980000, 35.942, 36.617),
        ("37S", 285000, 3980000, 35.942, 36.617),  # the band S lies 32 to 40 degrees north
        ("18S", 712500, 9975500, -0.2215, -73.091),
        ("UTM 18 N", 500000, 769800, 6.964, -75.0),
        ("18", 712500, 9975500, -0.2215, -73.091),  # no other half has that northing
    ],
)
def test_metres_with_their_zone_are_degrees(read, zone, east, north, lat, lon):
    out = read(f"Date;Place;Easting;Northing;UTM zone\n2022-01-12;A;{east};{north};{zone}\n")
    (event,) = out.events.itertuples()
    assert (event.lat, event.lon) == (pytest.approx(lat, abs=0.002), pytest.approx(lon, abs=0.002))
    assert "UTM on WGS 84" in out.words


def test_a_zone_that_names_no_half_of_the_globe_is_said(read):
    out = read("Fecha;Vereda;Este;Norte;Zona\n12/01/2022;A;285000;3980000;37\n")
    assert out.events.geometry.isna().all()
    assert "'285000, 3980000, zone 37' is no coordinate; kept without coordinates" in out.words


@pytest.mark.parametrize(
    ("cell", "low", "high", "comparator"),
    [
        ("5 (2 children)", 5, 5, "="),
        ("5, incl. 2 children", 5, 5, "="),
        ("at least 12 (with 3 children)", 12, None, ">="),
        ("4 (بينهم طفلان)", 4, 4, "="),
        ("113 persons", 113, 113, "="),
        ("42 soldiers", 42, 42, "="),
        ("11 Tote", 11, 11, "="),
        ("3 قتلى", 3, 3, "="),
        ("3 ou 4", 3, 4, "="),
        ("35 bis 40", 35, 40, "="),
        ("15..20", 15, 20, "="),
        ("au moins 7", 7, None, ">="),
        ("más de 7", 8, None, ">="),
        ("نحو ٦٠", 60, 60, "about"),
        ("k. A.", None, None, ""),
    ],
)
def test_counts_as_people_write_them(cell, low, high, comparator):
    counts = read_counts(pd.Series([cell], dtype="str"), "fatalities_best")
    found = [None if pd.isna(v[0]) else v[0] for v in (counts.low, counts.high)]
    assert (*found, counts.comparator[0], counts.faults[0]) == (low, high, comparator, "")


@pytest.mark.parametrize(
    "cell",
    [
        "5 (+2 later)",
        "5 (plus 2 missing)",
        "5 injured",
        "18; later 32",
        "5 houses",
        "1.112 (disputed)",
    ],
)
def test_a_number_that_something_changes_is_no_count(cell):
    counts = read_counts(pd.Series([cell], dtype="str"), "fatalities_best")
    assert pd.isna(counts.low[0])
    assert counts.faults[0]


def test_the_dead_are_no_injured(read):
    out = read("Date,Town,Killed,Injured\n2024-01-05,Idlib,5 dead,4 dead\n")
    assert out.events["fatalities_best"].tolist() == [5]
    assert "'4 dead' is no count" in out.words
    assert "'5 dead' was read as 5" in out.events["review"].iloc[0]


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2022-03-27/2022-03-31", "2022-03-27", "2022-03-31"),
        ("27/03/2022 - 31/03/2022", "2022-03-27", "2022-03-31"),
        ("3-5 May 2020", "2020-05-03", "2020-05-05"),
        ("30 April 2020 to 2 May 2020", "2020-04-30", "2020-05-02"),
        ("2021-07-xx", "2021-07-01", "2021-07-31"),
        ("2021-07-00", "2021-07-01", "2021-07-31"),
        ("Ende November 2023", "2023-11-01", "2023-11-30"),
        ("mayo de 2023", "2023-05-01", "2023-05-31"),
    ],
)
def test_a_cell_may_hold_several_days(cell, first, last):
    read = read_days(pd.Series([cell], dtype="str"))
    assert (str(read.first[0])[:10], str(read.last[0])[:10], read.faults[0]) == (first, last, "")


@pytest.mark.parametrize(
    "cell", ["before November 2023", "31/03/2022 - 27/03/2022", "1, 4 and 9 May 2020", "2021-13-00"]
)
def test_days_that_are_not_sure_are_none(cell):
    read = read_days(pd.Series([cell], dtype="str"))
    assert str(read.first[0]) == "NaT"
    assert read.faults[0]


def test_a_formula_without_its_result_is_said(read):
    rows = ["Date", "Town", "Killed"], ["2024-01-05", "Idlib", "=1+2"]
    out = read(workbook(*rows), "t.xlsx")
    assert out.events["fatalities_best"].isna().all()
    assert "'=1+2' is a formula without its result" in out.words


# --- several tables --------------------------------------------------------------------------------


def test_ids_that_count_rows_are_told_apart(read):
    read("id,date,place\n1,2024-01-05,Idlib\n2,2024-01-06,Saraqib\n", "a.csv")
    out = read("id,date,place\n1,2023-05-05,Nyala\n2,2024-01-06,Saraqib\n", "b.csv")
    assert out.events["place"].tolist() == ["Idlib", "Saraqib", "Nyala"]
    names = out.events["event_id"].tolist()
    assert names[:2] == ["1", "2"]
    assert names[2].startswith("1 ")
    assert [row.locator for row in out.lost] == ["event 2"]
    assert "told apart" in out.words
