"""The wall to the last byte: what is given to a template is all that a document is made of.

With the checklist and the templates that are shipped: assessments that read the same in public give the same files.
That this net catches what it should is shown by leaks that are let in on purpose; a weaker net looks for secrets by
name.
"""

import hashlib
import html
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from functools import cache, partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest

from assessor.compose.section7 import section7
from assessor.engine.publication import public_view
from assessor.model.publication import PublicView
from assessor.render.registry import FORMATS, render
from tests.compose.leaks import LEAKS, comment, in_pdf, in_word, publish
from tests.compose.making import shipped_template
from tests.compose.pairs import Twins, families, interference, twins
from tests.model.mini import TODAY, judged, shipped

TEMPLATES = ("standard", "table", "statements", "principles")
FAMILY, LEAKING = 9, 250
needs_reader = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed: PDF texts are not read back"
)


@cache
def some(count: int) -> list[Twins]:
    return list(islice(twins(shipped(), 1), count))


def files(views: list[PublicView], name: str, formats: tuple[str, ...]) -> list[tuple[bytes, ...]]:
    """What is published of each view, in some formats."""
    made = (section7(view, shipped_template("section7", name), dated=TODAY) for view in views)
    return [tuple(render(one, format_name) for format_name in formats) for one in made]


def hold(seed: int, size: int, pairs: int, formats: tuple[str, ...], names: tuple[str, ...] = TEMPLATES) -> None:
    """All of a family give the same bytes; goes on until so many pairs were compared in each template."""
    found, compared = families(shipped(), seed, size), 0
    while compared < pairs:
        family = next(found)
        views = [public_view(judged(said, shipped())) for said in family.members]
        for name in names:
            made = files(views, name, formats)
            assert made.count(made[0]) == len(made), (name, family)
        compared += family.pairs


def test_secrets_change_no_byte_of_text_and_page() -> None:
    hold(3, FAMILY, 1000, ("md", "html"))


def test_secrets_change_no_byte_of_word_and_pdf() -> None:
    hold(4, 5, 30, ("docx", "pdf"))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(200, 210))
def test_secrets_change_no_byte_of_text_and_page_in_very_many_pairs(seed: int) -> None:
    hold(seed, FAMILY, 10_000, ("md", "html"))


@pytest.mark.soak
def test_secrets_change_no_byte_of_word_and_pdf_in_many_unlike_pairs() -> None:
    hold(5, 2, 300, ("docx", "pdf"))


# what joins the two depths: a view decides the bytes, wherever and whenever they are made

MAKER = """
import hashlib, sys
from assessor.catalog.templates import load_template
from assessor.compose.section7 import section7
from assessor.model.publication import PublicView
from assessor.render.registry import FORMATS, render
from datetime import date
view = PublicView.model_validate_json(sys.stdin.buffer.read())
for name in sys.argv[2:]:
    document = section7(view, load_template("section7", name), dated=date.fromisoformat(sys.argv[1]))
    for format_name in FORMATS:
        print(name, format_name, hashlib.sha256(render(document, format_name)).hexdigest())
"""


def test_one_view_gives_the_same_bytes_in_two_processes(tmp_path: Path) -> None:
    pair = next(one for one in some(40) if one.one.answers)
    view = public_view(judged(pair.one, shipped()))
    elsewhere = {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "1", "USER": "other"}
    done = subprocess.run(
        [sys.executable, "-c", MAKER, TODAY.isoformat(), *TEMPLATES],
        input=view.model_dump_json().encode(),
        env={**os.environ, **elsewhere},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    here = []
    for name in TEMPLATES:
        document = section7(view, shipped_template("section7", name), dated=TODAY)
        made = {format_name: render(document, format_name) for format_name in FORMATS}
        here += [f"{name} {one} {hashlib.sha256(content).hexdigest()}" for one, content in made.items()]
    assert done.stdout.decode().splitlines() == here


# leaks let in on purpose


def test_there_are_twenty_three_leaks() -> None:
    assert len(LEAKS) == 23


@pytest.mark.parametrize("name", LEAKS)
def test_each_leak_let_in_on_purpose_is_noticed(name: str) -> None:
    assert interference(LEAKS[name], some(LEAKING)) is not None


def test_opening_and_saving_a_word_file_is_not_what_is_noticed() -> None:
    assert interference(partial(in_word, lambda *_: None), some(3)) is None


# a second, weaker net: secrets by name


def words_in(content: bytes, folder: Path) -> str:
    """All the text of a file, without tags, references, blanks and case."""
    if content.startswith(b"%PDF"):
        file = folder / "made.pdf"
        file.write_bytes(content)
        command = ["pdftotext", "-raw", "-enc", "UTF-8", str(file), "-"]
        about = subprocess.run(["pdfinfo", str(file)], capture_output=True, check=True).stdout
        return plain(
            (subprocess.run(command, capture_output=True, check=True).stdout + about).decode("utf-8", "replace")
        )
    parts = [content]
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
    text = "\n".join(part.decode("utf-8", "replace") for part in parts)
    return plain(html.unescape(html.unescape(re.sub(r"<[^>]*>", "", text))))


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", re.sub(r"\s", "", text)).casefold()


def named(content: bytes, pair: Twins, folder: Path) -> bool:
    text = words_in(content, folder)
    return any(plain(marker) in text for marker in pair.markers)


@pytest.mark.parametrize(
    ("format_name", "count"), [("md", 40), ("html", 20), ("docx", 20), pytest.param("pdf", 6, marks=needs_reader)]
)
def test_no_secret_stands_in_a_document_by_name(format_name: str, count: int, tmp_path: Path) -> None:
    for pair in some(count):
        assert pair.markers
        made = publish(pair.one, format_name)
        assert plain(pair.one.programme.municipality) in words_in(made, tmp_path)
        assert not named(made, pair, tmp_path)


NAMED = (
    "a comment as it is",
    "a comment escaped twice",
    "a comment in other letters",
    "a comment in short lines",
    "a comment as references",
    "a comment among the properties",
    "a comment in a hidden run",
    "a comment letter by letter",
    "who works here as the author",
)


def told() -> Twins:
    """A pair with a comment to look for."""
    return next(pair for pair in some(40) if any(one.comment for one in pair.one.answers.values()))


@pytest.mark.parametrize("name", NAMED)
def test_the_second_net_sees_what_stands_there_by_name(name: str, tmp_path: Path) -> None:
    assert named(LEAKS[name](told().one), told(), tmp_path)


@needs_reader
def test_the_second_net_reads_what_a_pdf_says(tmp_path: Path) -> None:
    assert named(LEAKS["a comment among the keywords"](told().one), told(), tmp_path)
    assert named(in_pdf(lambda result: f"\n#par[{comment(result)}]", told().one), told(), tmp_path)


def test_the_second_net_alone_would_miss_most_leaks(tmp_path: Path) -> None:
    assert not named(LEAKS["how many are not implemented"](told().one), told(), tmp_path)
    assert not named(LEAKS["the first characters of a comment"](told().one), told(), tmp_path)
    assert len(NAMED) < len(LEAKS) / 2
