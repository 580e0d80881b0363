"""The wall: what a city keeps inside changes nothing in what it publishes.

Two assessments with the same public part and different secrets must read the same to the last byte. That this net
catches what it should is shown by leaks that are let in on purpose: it must notice every one of them.
"""

import html
import re
import subprocess
import sys
import unicodedata
from functools import cache, partial
from io import BytesIO
from itertools import islice
from zipfile import ZipFile, is_zipfile

import pytest

from assessor.compose.section7 import context
from assessor.engine.publication import public_view
from assessor.model.checklist import Checklist
from tests.compose.leaks import LEAKS, in_word, publish
from tests.compose.pairs import MARKED, Twins, interference, twins
from tests.model.mini import backed, judged, shipped

QUICK, SOAK = 2000, 100_000
INSIDE = ("result", "scorecard", "finding", "assessment")


@cache
def some(count: int, seed: int = 1) -> list[Twins]:
    return list(islice(twins(backed(), seed), count))


def hold(checklist: Checklist, pairs: list[Twins]) -> None:
    """Both of a pair give the same view and the same values to a template."""
    for pair in pairs:
        one, other = (public_view(judged(said, checklist)) for said in (pair.one, pair.other))
        assert one == other
        given = context(one, 7)
        assert given == context(other, 7)
        assert MARKED not in str(given)


def test_secrets_change_nothing_in_the_view_or_in_what_a_template_is_given() -> None:
    hold(backed(), some(QUICK))


def test_secrets_change_nothing_for_the_shipped_checklist() -> None:
    hold(shipped(), list(islice(twins(shipped(), 2), 60)))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 110))
def test_secrets_change_nothing_in_very_many_pairs(seed: int) -> None:
    pairs = twins(backed(), seed)
    for _ in range(SOAK // 10 // 1000):
        hold(backed(), list(islice(pairs, 1000)))


@pytest.mark.parametrize(
    ("format_name", "name", "count"),
    [
        ("md", "standard", 60),
        ("md", "table", 60),
        ("md", "statements", 60),
        ("md", "principles", 60),
        ("html", "standard", 40),
        ("docx", "standard", 6),
        ("pdf", "table", 2),
    ],
)
def test_secrets_change_no_byte_of_a_document(format_name: str, name: str, count: int) -> None:
    pairs = some(QUICK)[:: QUICK // count][:count]
    assert interference(partial(publish, format_name=format_name, name=name), pairs) is None


@pytest.mark.soak
@pytest.mark.parametrize(("format_name", "count"), [("md", 2000), ("html", 2000), ("docx", 300), ("pdf", 60)])
def test_secrets_change_no_byte_of_very_many_documents(format_name: str, count: int) -> None:
    pairs = list(islice(twins(backed(), 7), count))
    assert interference(partial(publish, format_name=format_name), pairs) is None


# the pairs are worth something


def test_the_pairs_differ_in_what_is_secret_and_reach_the_extremes() -> None:
    pairs = some(QUICK)
    results = [(judged(pair.one, backed()), judged(pair.other, backed())) for pair in pairs[:600]]
    differing = {
        "scores": sum(one.scorecard.total != other.scorecard.total for one, other in results),
        "findings": sum(one.findings != other.findings for one, other in results),
        "clean": sum(bool(one.findings) != bool(other.findings) for one, other in results),
        "subjects": sum(len(a.assessment.subjects) != len(b.assessment.subjects) for a, b in results),
        "facts": sum(a.scorecard.total.undetermined != b.scorecard.total.undetermined for a, b in results),
        "choices": sum(a.assessment.section7 != b.assessment.section7 for a, b in results),
    }
    assert all(count >= 5 for count in differing.values()), differing
    assert differing["findings"] > 300


def test_the_pairs_say_many_different_things_in_public() -> None:
    views = [public_view(judged(pair.one, backed())) for pair in some(QUICK)[:600]]
    assert len({view.model_dump_json() for view in views}) > 100
    assert sum(any(category.statements for category in view.categories) for view in views) > 200


# leaks let in on purpose


def test_there_are_twenty_three_leaks() -> None:
    assert len(LEAKS) == 23


@pytest.mark.parametrize("name", LEAKS)
def test_each_leak_let_in_on_purpose_is_noticed(name: str) -> None:
    assert interference(LEAKS[name], some(QUICK)[:400]) is not None


def test_opening_and_saving_a_word_file_is_not_what_is_noticed() -> None:
    assert interference(partial(in_word, lambda *_: None), some(QUICK)[:3]) is None


# a second, weaker net: secrets by name


def words_in(content: bytes) -> str:
    """All the text of a file that is not compressed or is a zip, without tags, references, blanks and case."""
    parts = [content]
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
    text = "\n".join(part.decode("utf-8", "replace") for part in parts)
    return plain(html.unescape(html.unescape(re.sub(r"<[^>]*>", "", text))))


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", re.sub(r"\s", "", text)).casefold()


def named(content: bytes, pair: Twins) -> bool:
    text = words_in(content)
    return any(plain(marker) in text for marker in pair.markers)


@pytest.mark.parametrize(("format_name", "count"), [("md", 40), ("html", 20), ("docx", 4)])
def test_no_secret_stands_in_a_document_by_name(format_name: str, count: int) -> None:
    for pair in some(QUICK)[:count]:
        assert pair.markers and not named(publish(pair.one, format_name), pair)


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


@pytest.mark.parametrize("name", NAMED)
def test_the_second_net_sees_what_stands_there_by_name(name: str) -> None:
    pair = next(pair for pair in some(QUICK) if any(one.comment for one in pair.one.answers.values()))
    assert named(LEAKS[name](pair.one), pair)


def test_the_second_net_alone_would_miss_most_leaks() -> None:
    pair = next(pair for pair in some(QUICK) if any(one.comment for one in pair.one.answers.values()))
    assert not named(LEAKS["how many are not implemented"](pair.one), pair)
    assert not named(LEAKS["the first characters of a comment"](pair.one), pair)
    assert len(NAMED) < len(LEAKS) / 2


# the wall between modules


@pytest.mark.parametrize(
    "module", ["compose.section7", "compose.glossary_marks", "compose.parsing", "model.publication"]
)
def test_what_makes_the_public_text_does_not_even_load_what_is_inside(module: str) -> None:
    inside = [f"assessor.model.{name}" for name in INSIDE] + ["assessor.engine"]
    script = f"import sys, assessor.{module}; sys.exit(' '.join(one for one in {inside!r} if one in sys.modules) or 0)"
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_gate_itself_does_load_it_so_that_the_check_can_fail() -> None:
    script = "import sys, assessor.engine.publication; sys.exit('assessor.model.result' not in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
