"""The bytes of a file stand for these characters, and a doubtful file is refused."""

from __future__ import annotations

import pytest

from geo.decode import decode
from geo.errors import InputError

TEXT = "1,2020-02-06,Saraqib,سراقب,قصف مدفعي على المدينة في ريف إدلب الشرقي\r\n"


@pytest.mark.parametrize(
    ("codec", "said"),
    [
        pytest.param("utf-8", "", id="UTF-8"),
        pytest.param("utf-8-sig", "", id="UTF-8 with a mark"),
        pytest.param("utf-16", "UTF-16", id="UTF-16 with a mark"),
        pytest.param("utf-16-be", "UTF-16 (big-endian) without a mark", id="UTF-16 big-endian"),
        pytest.param(
            "utf-16-le", "UTF-16 (little-endian) without a mark", id="UTF-16 little-endian"
        ),
        pytest.param("utf-32", "UTF-32", id="UTF-32"),
        pytest.param("cp1256", "Windows-1256", id="Windows-1256"),
        pytest.param("iso8859-6", "ISO-8859-6", id="ISO-8859-6"),
    ],
)
def test_the_encoding_is_found_and_said(codec, said):
    decoded = decode((TEXT * 3).encode(codec))
    assert decoded.text == TEXT * 3
    assert said in decoded.note
    assert bool(said) == bool(decoded.note)


def test_one_arabic_word_is_enough():
    assert decode("a,سراقب\n".encode("cp1256")).text == "a,سراقب\n"


def test_western_accents_and_quotes_are_read():
    text = "Médecins “sans” Frontières à Genève"
    assert decode(text.encode("cp1252")).text == text


def test_turkish_letters_are_read():
    text = "Gözlem noktası İdlib'de, Şeyh Bereket dağı, ışık"
    assert decode(text.encode("cp1254")).text == text


def test_lines_in_two_encodings_are_read_each_in_its_own():
    data = "أ,إدلب\n".encode() + "ب,سراقب\n".encode("cp1256")
    decoded = decode(data)
    assert decoded.text == "أ,إدلب\nب,سراقب\n"
    assert "line 2 read as Windows-1256" in decoded.note


@pytest.mark.parametrize("text", ["سراقب", "l’été à Genève", "سراقب، Idlib"])
def test_utf8_taken_for_windows_1252_is_put_right(text):
    mangled = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode())
    decoded = decode(mangled.encode())
    assert decoded.text == text
    assert "put right" in decoded.note


@pytest.mark.parametrize("text", ["Ölçü Âlâ", "naïve café à 3 €", "½°C Åland"])
def test_real_accents_are_left_alone(text):
    assert decode(text.encode()).text == text


def test_a_declared_encoding_counts_only_where_the_bytes_are_no_utf8():
    assert decode("إدلب".encode(), declared="windows-1256").text == "إدلب"
    assert decode("Łódź".encode("iso8859-2"), declared="iso-8859-2").text == "Łódź"
    assert decode("“é”".encode("cp1252"), declared="iso-8859-1").text == "“é”"
    assert decode("إدلب في".encode("cp1256"), declared="no-such-thing").text == "إدلب في"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG", id="image"),
        pytest.param(b"PK\x03\x04" + b"\0" * 200, "ZIP", id="archive"),
        pytest.param(b"version https://git-lfs.github.com/spec/v1\n", "LFS", id="LFS pointer"),
        pytest.param(b"\xc7\xe4\n", "could be", id="two letters that are a word either way"),
        pytest.param(bytes(range(128, 256)), "Save it as UTF-8", id="noise"),
        pytest.param("ab".encode("utf-16")[:-1], "cut off", id="half a character"),
        pytest.param("إدلب\n".encode() + b"\x81\xfe\xf0\xd7\xf7\n", "Line 2", id="one broken line"),
    ],
)
def test_what_is_no_text_is_refused_with_a_remedy(data, says):
    with pytest.raises(InputError) as caught:
        decode(data)
    assert says in str(caught.value)
    assert caught.value.fix
