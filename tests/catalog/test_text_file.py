import os
from pathlib import Path

import pytest

from assessor.catalog.text_file import STAND_IN, place_in, read_text, shown, shown_path
from assessor.errors import FileMissing, FileUnreadable

LIMIT = 10_000


def written(folder: Path, content: bytes) -> Path:
    path = folder / "file.yaml"
    path.write_bytes(content)
    return path


def codes(path: Path) -> list[str]:
    return [problem.code for problem in read_text(path, LIMIT).problems]


@pytest.mark.parametrize(
    ("codec", "name"),
    [("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP"), ("iso2022_jp", "ISO-2022-JP"), ("utf-16", "UTF-16")],
)
def test_another_encoding_is_named(tmp_path: Path, codec: str, name: str) -> None:
    path = written(tmp_path, "名前: みらい市の情報政策課です。\n".encode(codec))
    (problem,) = read_text(path, LIMIT).problems
    assert (problem.code, problem.values) == ("other_encoding", {"encoding": name})


def test_bytes_of_no_known_encoding_are_told_with_their_place(tmp_path: Path) -> None:
    (problem,) = read_text(written(tmp_path, b"abc\xff\xff\xff"), LIMIT).problems
    assert (problem.code, problem.values) == ("not_utf8", {"byte": 4})


def test_a_byte_order_mark_and_windows_line_ends_are_taken(tmp_path: Path) -> None:
    file = read_text(written(tmp_path, b"\xef\xbb\xbfa: 1\r\nb: 2\r\n"), LIMIT)
    assert (file.text, file.problems) == ("a: 1\nb: 2\n", ())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b" \n\n", "empty_file"),
        (b"PK\x03\x04\x00\x00", "not_a_text"),
        (b"a" * (LIMIT + 1), "file_too_large"),
        (b"a: \x1b[31m", "forbidden_character"),
        ("a: \u202e".encode(), "forbidden_character"),
        (b"a: 1\rb: 2", "forbidden_character"),
    ],
)
def test_what_is_no_plain_text_is_a_problem(tmp_path: Path, content: bytes, code: str) -> None:
    assert codes(written(tmp_path, content)) == [code]


def test_every_refused_character_has_its_line_and_column(tmp_path: Path) -> None:
    file = read_text(written(tmp_path, "あ\u200bい\nう\u202e".encode()), LIMIT)
    assert [(one.line, one.column, one.values["character"]) for one in file.problems] == [
        (1, 2, "U+200B"),
        (2, 2, "U+202E"),
    ]
    assert file.text == f"あ{STAND_IN}い\nう{STAND_IN}"


def test_a_file_full_of_refused_characters_is_given_up_at_once(tmp_path: Path) -> None:
    file = read_text(written(tmp_path, "\u202e".encode() * 3000), LIMIT)
    assert file.text is None and len(file.problems) == 200


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path / "a" / "b", Path("a\0b"), tmp_path / ("x" * 400)):
        with pytest.raises(FileMissing):
            read_text(path, LIMIT)
    with pytest.raises(FileUnreadable) as folder:
        read_text(tmp_path, LIMIT)
    assert folder.value.values["reason"] == "folder"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileUnreadable):
        read_text(tmp_path / "pipe", LIMIT)


def test_places_count_from_one() -> None:
    assert [place_in("ab\ncd", index) for index in range(5)] == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]


def test_a_path_is_shown_without_anything_that_acts_on_a_terminal() -> None:
    assert shown_path(Path("a\x1b[31m\nb")) == f"a{STAND_IN}[31m{STAND_IN}b"
    assert shown_path(Path(os.fsdecode(b"caf\xe9"))) == "caf\\udce9"


def test_a_long_value_is_cut() -> None:
    assert shown("あ" * 100) == "あ" * 60 + "…"
