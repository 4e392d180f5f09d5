from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import geo
from geo import changes, editions
from geo.changes import KINDS, Change, compare, take_edition
from geo.changes_told import as_markdown, as_records, as_text, count_kinds
from geo.editions import Editions, read_edition
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.changes import Edition

SAMPLE = Path("../shared/samples/ucdp_ged_23_1_sample.csv")
REPORTS = {
    "r1": """Source: Reuters
Published: 2020-02-06

An air strike killed three civilians in Ariha on Wednesday, a monitor said.

Rebels shelled Idlib city on Tuesday, wounding five people.
""",
    "r2": """Source: Enab Baladi
Published: 2020-02-06

Government forces captured the town of Saraqib on Wednesday.
""",
}


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., Edition]:
    """Builds a project of `REPORTS`, with other texts for some of them."""

    def build(**texts: str | None) -> Edition:
        root = tmp_path / "told"
        shutil.rmtree(root, ignore_errors=True)
        (root / "reports").mkdir(parents=True)
        (root / "atlas.toml").write_text('title = "T"\ncountries = ["SY"]\n')
        for name, text in {**REPORTS, **texts}.items():
            if text is not None:
                (root / "reports" / f"{name}.txt").write_text(text)
        files = [p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()]
        return take_edition(geo.build(root), files=files)

    return build


def kinds(changes: list[Change]) -> list[str]:
    return [change.kind for change in changes]


def test_the_same_events_are_no_change(told: Callable[..., Edition]):
    assert compare(told(), told()) == []


def test_two_editions_may_have_nothing_in_common(told: Callable[..., Edition]):
    assert set(kinds(compare(told(r2=None), told(r1=None)))) == {"new", "gone"}


def test_a_sentence_more_changes_no_id_of_another_event(told: Callable[..., Edition]):
    text = REPORTS["r1"].replace(
        "\n\nRebels", "\n\nMore planes were heard over the town.\n\nRebels"
    )
    found = compare(told(), told(r1=text))
    assert found == []
    more = REPORTS["r1"] + "\nA car bomb killed nine people in Jisr al-Shughur on Monday.\n"
    found = compare(told(), told(r1=more))
    assert kinds(found) == ["new"]
    assert found[0].what == "Remote explosive/landmine/IED" or "bomb" in found[0].what
    assert kinds(compare(told(r1=more), told())) == ["gone"]


def test_a_toll_that_a_report_revises_is_told_as_that(told: Callable[..., Edition]):
    found = compare(told(), told(r1=REPORTS["r1"].replace("killed three", "killed seven")))
    assert kinds(found) == ["toll"]
    assert found[0].before["fatalities_best"] == 3
    assert found[0].after["fatalities_best"] == 7
    assert found[0].by


def test_a_report_that_is_taken_away_is_the_reason(told: Callable[..., Edition]):
    found = compare(told(), told(r2=None))
    assert kinds(found) == ["gone"]
    assert found[0].reason == "r2 is no longer in the project"


def test_a_source_more_for_an_event_is_no_new_event(told: Callable[..., Edition]):
    again = "Source: AFP\nPublished: 2020-02-06\n\nSyrian government forces captured the town of Saraqib on Wednesday.\n"
    first, second = told(), told(r3=again)
    if len(second.events) == len(first.events):  # the two tellings were joined
        assert kinds(compare(first, second)) == ["described"]
        assert kinds(compare(second, first)) == ["described"]
    else:
        assert kinds(compare(first, second)) == ["new"]


# --- a real table of a publisher, and edits of every kind ----------------------------------------


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    if not SAMPLE.is_file():
        pytest.skip("needs the UCDP sample beside the checkout")
    return pd.read_csv(SAMPLE, dtype=str, keep_default_na=False)


CORRECTION = "event_id,field,value,reason,by,date,event\n"


def edition_of(root: Path, table: pd.DataFrame, *, west: float = 0, joined: str = "") -> Edition:
    """Build a table with a zone from `west` to 180 degrees east; `joined` is a correction."""
    for folder in ("events", "zones"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "atlas.toml").write_text('title = "T"\n')
    ring = [[west, -80], [180, -80], [180, 80], [west, 80], [west, -80]]
    zone = {
        "type": "Feature",
        "properties": {"name": "East", "start": "1980-01-01", "source": "made for the test"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    whole = {"type": "FeatureCollection", "features": [zone]}
    (root / "zones" / "z.geojson").write_text(json.dumps(whole))
    table.to_csv(root / "events" / "ged.csv", index=False)
    (root / "corrections.csv").write_text(CORRECTION + joined)
    files = ["atlas.toml", "corrections.csv", "events/ged.csv", "zones/z.geojson"]
    return take_edition(geo.build(root), files=files)


def test_every_seeded_edit_of_a_real_table_is_found_and_nothing_else(
    table: pd.DataFrame, tmp_path: Path
):
    exact = table["where_prec"].isin(["1", "2"]) & (table["date_prec"] == "1")
    longitude = table["longitude"].astype(float)
    rows = table[exact & (longitude > 20)].sample(frac=1, random_state=7).index.tolist()
    edited = table.copy()
    expected: set[tuple[str, str]] = set()

    def edit(kind: str, **values: object) -> None:
        at = rows.pop()
        for column, value in values.items():
            edited.loc[at, column] = str(value)
        expected.add((kind, "ucdp-" + table.loc[at, "id"]))

    for number in range(3):
        latitude = float(table.loc[rows[-1], "latitude"])
        edit("moved", latitude=latitude + 0.1)
        edit("toll", best=970 + number, high=999, low=1, deaths_civilians=970)
        day = table.loc[rows[-1], "date_start"][:10]
        later = (date.fromisoformat(day) + timedelta(days=300)).isoformat()
        edit("redated", date_start=later, date_end=later)
        edit("described", side_b="Another armed group")
        edit("gone")
        edit("new")
    gone, new = ({i for kind, i in expected if kind == k} for k in ("gone", "new"))
    ids = "ucdp-" + table["id"]
    first, second = table[~ids.isin(new)], edited[~ids.isin(gone)]
    # two pairs that a person joins: one before, one after
    one, two, three, four = ("ucdp-" + table.loc[rows.pop(), "id"] for _ in range(4))
    expected |= {("split", one), ("merged", three)}
    old = edition_of(tmp_path / "b", first, joined=f"{two},merge,{one},,,,\n")
    now = edition_of(tmp_path / "c", second, joined=f"{four},merge,{three},,,,\n")
    found = compare(old, now)
    assert {(c.kind, c.event_id) for c in found} == expected
    assert len(found) == len(expected)
    by_kind = {c.kind: c for c in found}
    assert by_kind["moved"].km == pytest.approx(11.1, abs=0.1)
    assert by_kind["toll"].after["fatalities_high"] == 999
    assert by_kind["toll"].by
    assert by_kind["gone"].reason == "deleted from events/ged.csv by whoever keeps it"
    assert set(by_kind["merged"].others) == {three, four}
    assert set(by_kind["split"].others) == {one, two}
    assert found == compare(old, now)
    assert compare(now, now) == []


def test_a_zone_that_is_drawn_anew_changes_the_zone_of_its_events_alone(
    table: pd.DataFrame, tmp_path: Path
):
    old = edition_of(tmp_path / "a", table)
    now = edition_of(tmp_path / "b", table, west=30)
    zones = old.events["zone"] + old.events["zone_fit"], now.events["zone"] + now.events["zone_fit"]
    differ = set(old.events["event_id"][zones[0] != zones[1]])
    found = compare(old, now)
    assert differ
    assert {(c.kind, c.event_id) for c in found} == {("zone", i) for i in differ}
    assert {c.after["zone_fit"] for c in found} <= {"outside", "edge", ""}


def test_rows_without_ids_are_known_again_by_all_but_one_respect(tmp_path: Path):
    head = "date,place,lat,lon,event,fatalities,notes\n"
    rows = [
        "2020-02-03,Ariha,35.81,36.61,air strike,3,first",
        "2020-02-03,Idlib,35.93,36.63,shelling,1,second",
        "2020-02-04,Saraqib,35.86,36.80,battle,5,third",
    ]

    def build(lines: list[str]) -> Edition:
        root = tmp_path / "own"
        (root / "events").mkdir(parents=True, exist_ok=True)
        (root / "atlas.toml").write_text('title = "T"\ncountries = ["SY"]\n')
        (root / "events" / "own.csv").write_text(head + "\n".join(lines) + "\n")
        return take_edition(geo.build(root), files=["events/own.csv"])

    old = build(rows)
    found = compare(old, build([rows[0].replace(",3,", ",8,"), *rows[1:]]))
    assert kinds(found) == ["toll"]
    found = compare(old, build([rows[0], rows[1].replace("35.93", "35.99"), rows[2]]))
    assert kinds(found) == ["moved"]
    found = compare(old, build([*rows[:2], rows[2].replace("02-04", "02-05")]))
    assert kinds(found) == ["redated"]
    assert kinds(compare(old, build(rows[:2]))) == ["gone"]


# --- editions -------------------------------------------------------------------------------------


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    table = pd.DataFrame(
        {"id": ["a", "b"], "date": ["2020-02-03", "2020-02-04"], "place": ["Ariha", "Idlib"],
         "lat": [35.81, 35.93], "lon": [36.61, 36.63]}
    )  # fmt: skip
    (tmp_path / "p" / "events").mkdir(parents=True)
    (tmp_path / "p" / "atlas.toml").write_text('title = "T"\n')
    table.to_csv(tmp_path / "p" / "events" / "t.csv", index=False)
    return take_edition(geo.build(tmp_path / "p"), version="1", files=[])


cells = st.tuples(
    st.sampled_from(["events/a.csv", "events/b.csv"]),
    st.sampled_from(["Ariha", "", None]),
    st.sampled_from([36.5, None]),
    st.sampled_from([pd.Timestamp("2020-02-05"), pd.Timestamp("2020-02-06"), pd.NaT]),
    st.sampled_from([1, 2, None]),
)


@given(st.lists(cells, max_size=6), st.lists(cells, max_size=6))
def test_an_event_is_another_one_if_no_third_agrees_as_well(gone: list, fresh: list):
    def rows(cells: list, sign: str) -> pd.DataFrame:
        names = ["report_id", "place", "lon", "date_start", "fatalities_best"]
        table = pd.DataFrame(cells, columns=names, index=[f"{sign}{n}" for n in range(len(cells))])
        kinds = {"report_id": "str", "place": "str", "lon": "float64", "fatalities_best": "Int64"}
        table = table.astype({**kinds, "date_start": "datetime64[s]"})
        return table.reindex(columns=[*names, *(set(changes._IDENTITY) - set(names))])

    left = {f"g{n}": row for n, row in enumerate(gone)}
    right = {f"f{n}": row for n, row in enumerate(fresh)}
    wanted = {}
    # what may differ: nothing, the toll, the place, the day, the table
    for free in ((), (4,), (1, 2), (3,), (0,)):
        slots: dict[tuple, list[str]] = {}
        for name, row in [*left.items(), *right.items()]:
            slots.setdefault(tuple(str(c) for n, c in enumerate(row) if n not in free), []).append(
                name
            )
        for names in slots.values():
            if "".join(name[0] for name in names) == "gf":
                wanted[names[0]] = names[1]
                del left[names[0]], right[names[1]]
    assert changes._alike(rows(gone, "g"), rows(fresh, "f")) == wanted


def test_editions_come_back_as_they_went_in(edition: Edition, tmp_path: Path):
    kept = Editions(tmp_path)
    made = kept.add(edition, "2020-02-06T10:00:00Z")
    back = kept.newest()
    assert back is not None
    assert back.about == made.about
    pd.testing.assert_frame_equal(back.events, edition.events)
    assert compare(edition, back) == []


@pytest.mark.parametrize("size", [1 << 3, 1 << 7], ids=["small blocks", "large blocks"])
def test_editions_in_blocks_differ_as_whole_ones_do(
    table: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
):
    monkeypatch.setattr(editions, "_BLOCK", size)
    first = table.head(300)
    second = first.drop(index=[7, 150]).copy()
    second.loc[20, "latitude"] = "1.5"
    second.loc[33, ["best", "high"]] = ["900", "901"]
    second.loc[44, "source_original"] = "Somebody else"
    one, two = ("ucdp-" + table.loc[at, "id"] for at in (60, 61))
    old = edition_of(tmp_path / "a", first)
    kept = Editions(tmp_path)
    kept.add(old, "2020-02-01T10:00:00Z")
    for joined in ("", f"{two},merge,{one},,,,\n"):
        new = edition_of(tmp_path / "b", second, joined=joined)
        held = kept.newest_held()
        assert held is not None
        found = editions.changed(held, editions.cut(new))
        assert found == compare(old, new)
        assert editions.changed(held, editions.cut(old)) == []
        kept.write(kept.pack(editions.cut(new), "2020-02-02T10:00:00Z", held))
        back = kept.newest()
        assert back is not None
        assert compare(back, new) == []
        pd.testing.assert_frame_equal(back.events, new.events)
        pd.testing.assert_frame_equal(back.tolls, new.tolls.reset_index(drop=True))
        (tmp_path / "editions" / "2.edition").unlink()


def test_an_edition_is_compared_with_the_last_published_one_else_the_one_before(
    edition: Edition, tmp_path: Path
):
    kept = Editions(tmp_path)
    for day in range(1, 6):
        kept.add(edition, f"2020-02-0{day}T10:00:00Z")
        if day == 3:
            assert kept.publish() == (3, True)
            assert kept.publish() == (3, False)
    assert [kept.basis(n) for n in range(1, 7)] == [None, 1, 2, 3, 3, 3]
    assert kept.as_of(date(2020, 2, 2)).about["number"] == 2
    assert kept.as_of(date(2021, 1, 1)).about["number"] == 5
    with pytest.raises(InputError, match="oldest is of 2020-02-01"):
        kept.as_of(date(2020, 1, 31))


def test_old_editions_go_but_published_ones_stay(edition: Edition, tmp_path: Path):
    kept = Editions(tmp_path)
    for day in range(1, 20):
        kept.add(edition, f"2020-02-{day:02}T10:00:00Z")
        if day == 2:
            kept.publish()
    assert kept.numbers() == [2, 14, 15, 16, 17, 18, 19]
    assert kept.basis(20) == 2


def test_a_damaged_edition_is_passed_over_with_a_word(edition: Edition, tmp_path: Path):
    kept = Editions(tmp_path)
    kept.add(edition, "2020-02-01T10:00:00Z")
    kept.add(edition, "2020-02-02T10:00:00Z")
    path = tmp_path / "editions" / "2.edition"
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(InputError):
        read_edition(path)
    newest = kept.newest()
    assert newest is not None
    assert newest.about["number"] == 1
    assert "2.edition" in kept.notes[0]
    (tmp_path / "editions" / "published.json").write_text("{")
    assert kept.published() == []


def test_kinds_are_told_in_a_fixed_order():
    assert KINDS[0] == "new"
    assert len(set(KINDS)) == len(KINDS)


# --- in words -------------------------------------------------------------------------------------


def test_what_is_taken_off_by_hand_is_not_called_a_deletion(table: pd.DataFrame, tmp_path: Path):
    old = edition_of(tmp_path / "a", table.head(20))
    gone = old.events["event_id"][3]
    new = edition_of(tmp_path / "b", table.head(20), joined=f"{gone},not_an_event,,a plan,Rana,,\n")
    new = replace(new, about={**new.about, "denied": [gone]})
    (change,) = compare(old, new)
    assert (change.kind, change.event_id) == ("gone", gone)
    assert change.reason == "corrections.csv says that it is no event"


HOSTILE = "\x1b[31m<script>alert(1)</script> [x](http://e.org) www.e.org `a` *b* \u202e| a"


def test_words_from_outside_are_neither_terminal_codes_nor_markup():
    spot = {"place": HOSTILE, "lon": 36.0, "lat": 35.0}
    nowhere = {"place": HOSTILE, "lon": None, "lat": None}
    toll = {"fatalities_low": None, "fatalities_best": 3, "fatalities_high": None}
    days = {"date_start": None, "date_end": "2020-02-03"}
    zone = {"zone": HOSTILE, "zone_fit": "inside"}
    sides = {"moved": (spot, nowhere), "toll": (toll, {**toll, "fatalities_best": None}),
             "redated": (days, days), "zone": (zone, {"zone": "", "zone_fit": ""}),
             "described": ({"actor1": ""}, {"actor1": HOSTILE})}  # fmt: skip
    changes = [
        Change(kind, HOSTILE, HOSTILE, HOSTILE, "", HOSTILE, *sides.get(kind, ({}, {})),
               by=(HOSTILE,), others=(HOSTILE,), reason=HOSTILE)
        for kind in KINDS
    ]  # fmt: skip
    text = "\n".join(as_text(changes))
    assert not {"\x1b", "\u202e"} & set(text)
    marked = "\n".join(as_markdown(changes, HOSTILE))
    assert not {"\x1b", "\u202e"} & set(marked)
    for raw in ("<script", "[x]", "http://", "www.e", "`a`", "*b*"):
        assert raw not in marked.replace("\\" + raw, "")
    assert len(as_records(changes)) == len(KINDS)
    assert count_kinds(changes[:1]) == "1 new"
    assert count_kinds([]) == "nothing"
