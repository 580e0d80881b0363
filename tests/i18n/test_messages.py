import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from assessor import errors
from assessor.errors import AssessorError
from assessor.i18n.compile_messages import compiled
from assessor.i18n.translator import DOMAINS, LANGUAGES, LOCALE_FOLDER, translator

PACKAGE = Path(errors.__file__).parent
ERRORS = tuple(import_module(f"assessor.faults.{file.stem}") for file in (PACKAGE / "faults").glob("[a-z]*.py"))
"""Once these are loaded, every kind of error is known."""
PLACEHOLDER = re.compile(r"\{(\w+)\}")
ALL_PO = sorted(LOCALE_FOLDER.rglob("*.po"))


def read(lang: str, domain: str) -> dict[str, str]:
    with (LOCALE_FOLDER / lang / "LC_MESSAGES" / f"{domain}.po").open("rb") as stream:
        catalogue: Catalog = read_po(stream, locale=lang)
    return {str(message.id): str(message.string) for message in catalogue if message.id}


def kinds(root: type[AssessorError]) -> Iterator[type[AssessorError]]:
    yield root
    for kind in root.__subclasses__():
        yield from kinds(kind)


def sentences_of_errors(lang: str) -> dict[str, str]:
    return {**read(lang, "errors"), **read(lang, "keeping")}


KINDS = sorted(set(kinds(AssessorError)), key=lambda kind: str(kind))


@pytest.mark.parametrize("domain", DOMAINS)
def test_each_message_stands_in_both_languages_with_the_same_values(domain: str) -> None:
    japanese, english = (read(lang, domain) for lang in LANGUAGES)
    assert japanese.keys() == english.keys()
    for key, text in japanese.items():
        assert text and english[key], key
        assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(english[key])), key


def test_no_key_stands_in_two_domains() -> None:
    seen = [key for domain in DOMAINS for key in read("ja", domain)]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("po", ALL_PO, ids=lambda po: f"{po.parent.parent.name}-{po.stem}")
def test_every_compiled_catalogue_is_the_one_its_source_gives(po: Path) -> None:
    assert po.with_suffix(".mo").read_bytes() == compiled(po)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_error_says_what_happened_and_what_to_do_next(kind: type[AssessorError], lang: str) -> None:
    messages = sentences_of_errors(lang)
    for part in ("what", "next"):
        text = messages[f"{kind.__name__}.{part}"]
        assert text.endswith("。" if lang == "ja" else "."), text
        assert "\n" not in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_message_names_only_values_that_its_error_carries(lang: str) -> None:
    carried = {
        kind.__name__: set(re.findall(r"`(\w+)`", kind.__doc__ or ""))
        | ({"path", "count"} if issubclass(kind, errors.InputInvalid) else set())
        for kind in kinds(AssessorError)
    }
    for key, text in sentences_of_errors(lang).items():
        name = key.partition(".")[0]
        if name in carried:
            assert set(PLACEHOLDER.findall(text)) <= carried[name], key


def test_every_problem_code_in_use_has_both_sentences() -> None:
    known = read("ja", "problems")
    source = "".join(file.read_text("utf-8") for file in PACKAGE.rglob("*.py"))
    used = set(re.findall(r"(?:Problem|Fault)\(\s*code=\"(\w+)\"", source))
    used |= set(re.findall(r"_invalid\(template, \"(\w+)\"", source))
    codes = {code for code in used if f"fault.{code}" not in sentences_of_errors("ja")}
    assert codes
    for code in codes:
        assert f"problem.{code}.what" in known and f"problem.{code}.next" in known, code


def test_every_key_that_the_command_line_says_is_there() -> None:
    known = {key for domain in DOMAINS for key in read("ja", domain)}
    literal = re.compile(r"""say\(\s*"([\w.]+)"|(?:help|key)="([\w.]+)\"""")
    for file in (PACKAGE / "cli").glob("*.py"):
        for found in literal.finditer(file.read_text("utf-8")):
            key = found[1] or found[2]
            assert key in known or "." not in key.strip("."), (file.name, key)


def test_every_message_of_the_command_line_is_said_somewhere() -> None:
    source = "".join(file.read_text("utf-8") for file in [*(PACKAGE / "cli").glob("*.py")])
    computed = (
        *("help.", "option.", "argument.", "kind.", "cli.subject.", "cli.show.", "cli.explain.column.", "field."),
        *("cli.section7.", "event.", "budget.", "basis.", "applicability.", "doctor.", "cli.demo.", "cli.checklist."),
    )
    unsaid = [
        key
        for key in read("ja", "cli")
        if not key.startswith(computed) and not re.search(rf"[\"']{re.escape(key)}[\"']", source)
    ]
    assert unsaid == []


def test_an_unknown_key_comes_back_as_it_is() -> None:
    assert translator("ja")("no.such.key") == "no.such.key"


@pytest.mark.parametrize("domain", DOMAINS)
def test_between_a_number_and_its_counter_stands_no_space_in_japanese(domain: str) -> None:
    apart = re.compile(r"\{(count|seq|number|comment|subjects?|limit|length|bound|position)\} [番問件行個字文]")
    assert not [text for text in read("ja", domain).values() if apart.search(text)]
