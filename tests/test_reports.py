"""A report is read right, or left out with cause and remedy; its dates say where they come from."""

from __future__ import annotations

import io
import socket
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from random import Random

import pytest

from geo.days import find_day
from geo.errors import InputError
from geo.reports import read_report, read_reports

DAY = date(2020, 2, 6)
BODY = "Shells fell on Saraqib on Thursday.\n"
SENTENCES = "Government forces shelled the town of Saraqib on Monday, residents told us. " * 6
DEVSET = Path(__file__).parents[2] / "shared" / "devset"


@pytest.fixture
def report_of(tmp_path: Path):
    def write(content: str | bytes, name: str = "report.txt", **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_report(path, **options)

    return write


def pdf(*pages: str) -> bytes:
    """Return a PDF by hand: one page a text, in Helvetica; an empty text is a page without any."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, text in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else ""
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * i} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode())
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{offset:010} 00000 n \n" for offset in offsets).encode())
    out.write(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n".encode())
    out.write(f"startxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def docx(*paragraphs: str, table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    from docx import Document

    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        made = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, text in zip(made.add_row().cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(data: bytes, **parts: bytes) -> bytes:
    """Return the archive with some of its parts replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


# --- header, date, title, language ---------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        "Title: Siege\nSource: Radio\nURL: https://example.org/1\nPublished: 2020-02-06\n\n",
        "TITLE: Siege\r\nsource:  Radio\r\nUrl: https://example.org/1\r\nDATE: 6 Feb. 2020\r\n\r\n",
        "---\ntitle: 'Siege'\nsource: Radio\ntags:\n  - x\nurl: https://example.org/1\n"
        "date: 2020-02-06T09:00:00+03:00\n---\n\n",
        "العنوان: Siege\nالمصدر: Radio\nالرابط: https://example.org/1\nالتاريخ: ٦ شباط ٢٠٢٠\n\n",
        "Title: Siege\nSource: Radio\nURL: https://example.org/1\nPublished: 2020-02-06\n",
    ],
)
def test_a_header_gives_the_fields_and_is_no_part_of_the_body(report_of, header):
    report = report_of(header + BODY)
    assert (report.title, report.source, report.url) == ("Siege", "Radio", "https://example.org/1")
    assert (report.published, report.published_basis) == (DAY, "header")
    assert report.text[report.body_start :] == BODY
    assert report.text == header + BODY


def test_a_headline_with_a_colon_is_no_field_of_the_header(report_of):
    report = report_of("Published: 2020-02-06\nMoscow: four soldiers died in Idlib\n\n" + BODY)
    assert report.text[report.body_start :].startswith("Moscow: four")
    assert report.published == DAY


@pytest.mark.parametrize(
    "text",
    [
        "Damascus: twelve people died.\n\nMore.\n",
        "Source: a witness\nsaid something else entirely\n\nMore.\n",
        "Title: all there is\n",
        "Idlib\n\nSource: the Observatory\n",
    ],
)
def test_what_only_looks_like_a_header_stays_text(report_of, text):
    assert report_of(text).body_start == 0


@pytest.mark.parametrize(
    ("text", "name", "option", "published", "basis"),
    [
        pytest.param("Date: 2020-02-06\n\nx", "2019-01-01-a.txt", None, DAY, "header", id="header"),
        pytest.param(
            "T\n\n07 February 2020\n\nx", "a.txt", None, date(2020, 2, 7), "header", id="line"
        ),
        pytest.param(
            "T\n\nالخميس 6 شباط/فبراير 2020\n\nx", "a.txt", None, DAY, "header", id="Arabic"
        ),
        pytest.param(
            "Published on Thu, Feb 6, 2020 at 14:30 GMT\nx", "a.txt", None, DAY, "header", id="time"
        ),
        pytest.param("x", "2020-02-06-siege.txt", None, DAY, "file name", id="name begins with it"),
        pytest.param("x", "r16_2020-02-06_x.txt", None, DAY, "file name", id="name holds it"),
        pytest.param(
            "x", "2020-02-06-x.txt", date(2021, 1, 1), DAY, "file name", id="name over option"
        ),
        pytest.param("x", "a.txt", DAY, DAY, "option", id="option"),
        pytest.param("x", "item-20200206123.txt", None, None, "", id="number in the name"),
        pytest.param("x", "2020-02-30-x.txt", None, None, "", id="30 February"),
        pytest.param(
            "On 6 February 2020 shells fell.\n", "a.txt", None, None, "", id="in a sentence"
        ),
        pytest.param(
            "Flash update as of 20 February 2020\n\nx", "a.txt", None, None, "", id="in a title"
        ),
    ],
)
def test_the_day_of_publication_says_where_it_comes_from(
    report_of,
    text,
    name,
    option,
    published,
    basis,
):
    report = report_of(text, name, published=option)
    assert (report.published, report.published_basis) == (published, basis)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-02-06", DAY),
        ("2020/2/6", DAY),
        ("6th of nothing", None),
        ("6th February 2020", DAY),
        ("February 6, 2020", DAY),
        ("06.02.2020", None),
        ("16.02.2020", date(2020, 2, 16)),
        ("02/16/2020", date(2020, 2, 16)),
        ("05/05/2020", date(2020, 5, 5)),
        ("30 February 2020", None),
        ("٢٠٢٠-٠٢-٠٦", DAY),
        ("6 كانون الثاني 2020", date(2020, 1, 6)),
        ("6 كانون الأول 2020", date(2020, 12, 6)),
    ],
)
def test_a_date_that_could_be_two_days_is_none(text, day):
    assert find_day(text) == day


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Ring around Saraqib closes\n\n" + BODY, "Ring around Saraqib closes"),
        ("# Ring around Saraqib\n" + BODY, "Ring around Saraqib"),
        ("A sentence of its own.\n\n" + BODY, ""),
        ("A line\nthat goes on\n", ""),
        ("Long " * 60 + "\n\nx", ""),
    ],
)
def test_a_short_first_line_is_the_title(report_of, text, title):
    assert report_of(text).title == title


def test_the_script_with_more_letters_is_the_language(report_of):
    assert report_of("قصفت القوات مدينة سراقب, AFP said").language == "ar"
    assert report_of(BODY + "سراقب").language == "en"
    assert report_of("Language: ar\n\n" + BODY).language == "ar"


# --- formats -------------------------------------------------------------------------------------


def test_offsets_count_the_characters_of_the_file(report_of):
    text = "Title: a\r\n\r\nقصف سراقب 🙂\r\nline\rline\n"
    assert report_of(b"\xef\xbb\xbf" + text.encode()).text == text
    assert report_of(text.encode("utf-16")).text == text


def test_html_gives_the_main_text_and_its_own_metadata(report_of):
    page = f"""<!DOCTYPE html><html lang="en"><head><title>Siege | Radio</title>
        <meta property="og:title" content="Siege"><meta property="og:site_name" content="Radio">
        <meta property="article:published_time" content="2020-02-06T10:00:00+03:00">
        <link rel="canonical" href="https://example.org/1"></head><body>
        <nav><ul><li><a href="/a">Kabul</a></li><li><a href="/b">Baghdad</a></li></ul></nav>
        <article><h1>Siege</h1><p>{SENTENCES}</p>
        <p>It cost &lt;b&gt; {{{{7*7}}}} lives.</p></article>
        <script>alert("Tehran")</script><footer>Also read: Moscow</footer></body></html>"""
    report = report_of(page, "page.html")
    assert SENTENCES.strip() in report.text
    assert "<b> {{7*7}} lives" in report.text
    for outside in ("Kabul", "Baghdad", "Tehran", "Moscow"):
        assert outside not in report.text
    assert (report.title, report.source, report.url) == ("Siege", "Radio", "https://example.org/1")
    assert report.published == DAY


def test_a_short_article_under_a_long_menu_is_read(report_of):
    menu = "".join(f"<li><a href=/{i}>Section {i} of the news</a></li>" for i in range(400))
    page = f"<html><body><ul>{menu}</ul><p>{SENTENCES[:160]}</p></body></html>"
    assert SENTENCES[:70] in report_of(page, "page.html").text


def test_html_in_windows_1256_is_read(report_of):
    text = "قصفت القوات الحكومية مدينة سراقب في ريف إدلب الشرقي صباح الاثنين. " * 6
    page = f'<meta charset="windows-1256"><article><p>{text}</p></article>'
    report = report_of(page.encode("cp1256"), "page.htm")
    assert "مدينة سراقب" in report.text
    assert report.language == "ar"


def test_json_ld_dates_a_page(report_of):
    page = (
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2020-02-06"}]}</script>'
        f"<article><p>{SENTENCES}</p></article>"
    )
    assert report_of(page, "page.html").published == DAY


def test_pdf_gives_the_text_of_its_pages_in_order(report_of):
    report = report_of(pdf("Shells fell on Saraqib.", "Planes came."), "r.pdf")
    assert report.text.index("Saraqib") < report.text.index("Planes")


def test_docx_gives_paragraphs_and_tables_in_order(report_of):
    data = docx(
        "Published: 2020-02-06", "", "Shells fell.", table=(("Place", "Dead"), ("Afes", "2"))
    )
    report = report_of(data, "r.docx")
    assert report.text[report.body_start :] == "Shells fell.\nPlace | Dead\nAfes | 2"
    assert report.published == DAY


def test_plain_text_costs_no_heavy_import():
    code = "import sys, geo.reports; print([m for m in sys.modules if m.split('.')[0] in "
    code += "{'trafilatura', 'pypdf', 'docx', 'lxml', 'pandas'}])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- what can't be read --------------------------------------------------------------------------

ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        pytest.param("a.txt", b"", "is empty", id="empty"),
        pytest.param("a.txt", b"\xef\xbb\xbf \r\n", "holds no text", id="a mark and blanks"),
        pytest.param("a.txt", b"1234 -- 5678", "holds no text", id="no letter"),
        pytest.param("a.txt", b"\x89PNG\r\n\x1a\n123", "PNG", id="image named .txt"),
        pytest.param("a.txt", pdf("x"), "a PDF", id="PDF named .txt"),
        pytest.param("a.pdf", pdf("", ""), "OCR", id="scanned PDF"),
        pytest.param("a.pdf", b"<html>403</html>", "named PDF", id="HTML named .pdf"),
        pytest.param("a.pdf", b"%PDF-1.4\nrubbish", "damaged PDF", id="damaged PDF"),
        pytest.param("a.pdf", pdf("x")[:200], "damaged PDF", id="PDF cut off"),
        pytest.param("a.docx", b"no zip", "no DOCX", id="text named .docx"),
        pytest.param("a.docx", docx("x")[:900], "no DOCX", id="DOCX cut off"),
        pytest.param(
            "a.docx",
            repacked(docx("x"), **{"word/document.xml": ENTITIES}),
            "entities",
            id="entities",
        ),
        pytest.param(
            "a.docx",
            repacked(docx("x"), **{"word/media.xml": b" " * 201_000_000}),
            "unpacks to 20",
            id="zip bomb",
        ),
        pytest.param(
            "a.docx", repacked(b"PK\x05\x06" + b"\0" * 18, x=b"x"), "damaged", id="other zip"
        ),
        pytest.param(
            "a.html",
            "<nav>" + "<a href=x>Idlib</a> " * 300 + "</nav><script>x()</script>",
            "navigation",
            id="navigation only",
        ),
        pytest.param(
            "a.html",
            "".join(f"<div><a href=/{i}>Idlib story number {i}</a></div>" for i in range(300)),
            "navigation",
            id="a page of links",
        ),
        pytest.param("a.rtf", rb"{\rtf1 x}", "no format", id="unknown format"),
        pytest.param("a.txt", bytes(range(128, 256)), "UTF-8", id="doubt"),
    ],
)
def test_what_cant_be_read_is_a_row_with_cause_and_remedy(tmp_path, name, content, says):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (tmp_path / "good.txt").write_text(BODY)
    reports, left_out = read_reports(tmp_path)
    assert [report.report_id for report in reports] == ["good"]
    (row,) = left_out
    assert (row.stage, row.source) == ("reports", name)
    assert says in row.reason
    assert str(tmp_path) not in row.reason
    with pytest.raises(InputError, match=name):
        read_report(tmp_path / name)


def test_a_missing_file_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match=r"gone\.txt"):
        read_report(tmp_path / "gone.txt")
    assert read_reports(tmp_path / "gone") == ([], [])


def test_deep_html_and_external_entities_do_no_harm(tmp_path, monkeypatch):
    def no_network(*_):
        raise AssertionError

    monkeypatch.setattr(socket, "create_connection", no_network)
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    (tmp_path / "deep.html").write_text("<div>" * 50_000 + SENTENCES)
    (tmp_path / "xxe.xhtml").write_text(
        f'<!DOCTYPE html [<!ENTITY s SYSTEM "file://{secret}"><!ENTITY a "LOLLOL">]>'
        f"<html><body><article><p>{SENTENCES} &s; &a;</p></article></body></html>"
    )
    reports, left_out = read_reports(tmp_path)
    assert len(reports) + len(left_out) == 3  # "secret" has no known ending
    for report in reports:
        assert "SECRET" not in report.text
        assert "LOLLOL" not in report.text


WHOLE = {
    "r.pdf": pdf("Shells fell on Saraqib.", "Planes came."),
    "r.docx": docx("Shells fell.", table=(("Place", "Dead"),)),
    "r.html": f"<html><body><article><p>{SENTENCES}</p></article></body></html>".encode(),
    "r.txt": ("Date: 2020-02-06\n\nسراقب " + BODY).encode(),
}


@pytest.mark.parametrize("name", list(WHOLE))
def test_a_damaged_file_is_a_report_or_a_row_and_never_a_crash(tmp_path, name):
    """Damage found negative seeks in `zipfile` and broken text in pypdf; 13,000 tries were clean."""
    random = Random(name)
    for _ in range(40):
        data = bytearray(WHOLE[name])
        for _ in range(random.choice((1, 2, 8))):
            at = random.randrange(len(data))
            data[at : at + random.choice((1, 1, 30))] = random.randbytes(random.choice((0, 1, 5)))
        (tmp_path / name).write_bytes(data)
        reports, left_out = read_reports(tmp_path)
        assert len(reports) + sum(row.stage == "reports" for row in left_out) == 1


# --- folders -------------------------------------------------------------------------------------


def test_a_folder_is_read_in_the_order_of_its_paths(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "b/a.txt", "a.md", ".hidden.txt", "~$lock.docx", "old.txt~"):
        (tmp_path / name).write_text(f"Report {name} in full.")
    reports, left_out = read_reports(tmp_path)
    assert [r.text.split()[1] for r in reports] == ["a.md", "c.txt"]
    assert [(row.source, "Rename it" in row.reason) for row in left_out] == [("b/a.txt", True)]


def test_the_same_text_under_two_names_is_read_once(tmp_path):
    (tmp_path / "a.txt").write_text("Source: x\n\n" + BODY)
    (tmp_path / "b.txt").write_text(BODY.upper().replace(" ", "\r\n"))
    reports, left_out = read_reports(tmp_path)
    assert [r.report_id for r in reports] == ["a"]
    assert [(row.source, "a.txt" in row.reason) for row in left_out] == [("b.txt", True)]


def test_what_was_put_right_is_said_and_costs_no_report(tmp_path):
    (tmp_path / "a.txt").write_bytes("قصفت القوات مدينة سراقب".encode("cp1256"))
    (tmp_path / "b.txt").write_text("Date: 03/04/2020\n\n" + BODY)
    (tmp_path / "2020-02-10-c.txt").write_text("Date: 2020-03-03\n\nOther text.")
    (tmp_path / "d.pdf").write_bytes(pdf("Text", ""))
    reports, left_out = read_reports(tmp_path)
    assert len(reports) == 4
    said = {row.source: row.reason for row in left_out}
    assert {row.stage for row in left_out} == {"mended"}
    assert "Windows-1256" in said["a.txt"]
    assert "could be two days" in said["b.txt"]
    assert "file name says 2020-02-10" in said["2020-02-10-c.txt"]
    assert "Page 2 of 2" in said["d.pdf"]


@pytest.mark.skipif(not DEVSET.is_dir(), reason="../shared/devset is not here")
def test_the_development_set_is_read_whole():
    reports, left_out = read_reports(DEVSET)
    assert len(reports) == 6
    assert [row.source for row in left_out] == ["gold.csv"]
    assert all(r.title and r.language == "en" for r in reports)
