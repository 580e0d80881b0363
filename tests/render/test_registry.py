import os
import subprocess
import sys
from datetime import date

import pytest

from assessor.errors import UnknownFormat
from assessor.render.registry import FORMATS, format_named, format_of_suffix, render
from tests.render.documents import document, paragraph, sample

DIGESTS = """
from hashlib import sha256
from assessor.render.registry import FORMATS, render
from tests.render.documents import sample
print([sha256(render(sample(), name)).hexdigest() for name in FORMATS])
"""
BEGINNINGS = {"md": b"> **", "html": b"<!DOCTYPE html>", "docx": b"PK", "pdf": b"%PDF-"}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_prints_the_sample(name: str) -> None:
    assert render(sample(), name).lstrip().startswith(BEGINNINGS[name])


@pytest.mark.parametrize("name", FORMATS)
def test_an_english_document_is_printed_with_english_labels(name: str) -> None:
    made = render(document(paragraph("text"), lang="en", municipality="Mirai", internal=True), name)
    assert made
    if not FORMATS[name].binary:
        assert "Mirai, 2026-11-22" in made.decode()
        assert "取扱注意" not in made.decode()


def test_the_same_document_gives_the_same_bytes_in_another_process() -> None:
    made = [
        subprocess.run(
            [sys.executable, "-c", DIGESTS],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/New_York"))
    ]
    assert made[0] == made[1]


@pytest.mark.parametrize("name", FORMATS)
def test_only_the_document_decides_the_bytes(name: str) -> None:
    assert render(sample(), name) == render(sample(), name)
    later = sample().model_copy(update={"dated": date(2027, 1, 4)})
    assert render(sample(), name) != render(later, name)


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownFormat) as caught:
        format_named("odt")
    assert caught.value.values == {"format": "odt", "known": "md, html, docx, pdf"}


def test_a_format_is_known_by_the_end_of_a_file_name() -> None:
    assert [format_of_suffix(suffix) for suffix in (".DOCX", ".md", "", ".txt")] == [
        FORMATS["docx"],
        FORMATS["md"],
        None,
        None,
    ]


def test_choosing_a_format_loads_no_document_library() -> None:
    script = (
        "import sys, assessor.render.registry; "
        "sys.exit(bool({'docx', 'typst', 'jinja2', 'pylopdf_fonts_jp'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
