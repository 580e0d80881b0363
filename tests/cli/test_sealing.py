"""`seal`, `unseal` and `key` on the command line: what they print, what they ask, the codes they end with."""

import io
import sys
from pathlib import Path

import pytest

from assessor.parts import INSTALL
from assessor.service.passphrases import kana_of
from tests.cli.calls import Caller

pytest.importorskip("pyrage", reason="pyrage IS NOT INSTALLED HERE: sealing was not tested on the command line")
pytest.importorskip("cryptography")


def halves(call: Caller, keyfile: str) -> list[str]:
    """`--to age1… --from ed25519:…`, as `key show` prints them for others."""
    return call.well("key", "show", keyfile).out.split()


@pytest.fixture
def keyfile(call: Caller, tmp_path: Path) -> str:
    path = str(tmp_path / "花子.key")
    made = call.well("key", "make", path)
    assert made.out.split() == halves(call, path) and "渡" not in made.out
    return path


def test_a_programme_is_sealed_looked_at_and_taken_out(call: Caller, city: str, keyfile: str, tmp_path: Path) -> None:
    _, receiver, _, signer = halves(call, keyfile)
    sealed, out = str(tmp_path / "引継ぎ.age"), str(tmp_path / "受け取り")
    (tmp_path / "報告.md").write_text("# 報告", "utf-8")
    beside = ("--sign", keyfile, "--with", str(tmp_path / "報告.md"))
    done = call.well("seal", city, "-o", sealed, "--to", receiver, *beside)
    anchor = "{events}:{head}".format(**call.well("verify", city, "--json").data)
    assert done.out == f"{anchor}\n"
    looked = call.well("unseal", sealed, "--key", keyfile)
    assert "みらい市" in looked.out and anchor in looked.out and signer in looked.out and "--from" in looked.err
    taken = call.well("unseal", sealed, "--key", keyfile, "--from", signer, "-o", out)
    assert "--from" not in taken.err
    assert sorted(one.name for one in Path(out).iterdir()) == ["programme.assessor", "報告.md"]
    call.well("verify", str(Path(out, "programme.assessor")))
    assert call("unseal", sealed, "--key", keyfile, "-o", out).code == 2
    assert call("seal", city, "-o", sealed, "--to", receiver).code == 2


def test_a_passphrase_is_made_when_none_is_typed_and_never_stands_in_an_argument(
    call: Caller, city: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assessor.storage import age_words

    used: list[str] = []

    def cheaply(content: bytes, passphrase: str) -> bytes:
        used.append(passphrase)
        return content

    monkeypatch.setattr(age_words, "sealed_under", cheaply)
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    made = call.well("seal", city, "-o", str(tmp_path / "a.age"), "--passphrase")
    assert used[0] in made.err and kana_of(used[0]) in made.err and used[0] not in made.out
    monkeypatch.setattr(sys, "stdin", io.StringIO("わたしだけの合言葉です。\n"))
    own = call.well("seal", city, "-o", str(tmp_path / "b.age"), "--passphrase")
    assert used[1] == "わたしだけの合言葉です。" and used[1] not in own.err + own.out
    monkeypatch.setattr(sys, "stdin", io.StringIO("short\n"))
    assert call("seal", city, "-o", str(tmp_path / "c.age"), "--passphrase").code == 2
    assert call("seal", city, "-o", str(tmp_path / "c.age"), "--passphrase", "word").code == 2


def test_what_cannot_be_sealed_or_opened_says_why(call: Caller, city: str, keyfile: str, tmp_path: Path) -> None:
    _, receiver, _, signer = halves(call, keyfile)
    sealed, none = str(tmp_path / "x.age"), str(tmp_path / "none")
    call.well("seal", city, "-o", sealed, "--to", receiver)
    other = str(tmp_path / "other.key")
    call.well("key", "make", other)
    codes = {
        ("seal", city, "-o", none): 2,
        ("seal", city, "-o", none, "--to", receiver, "--passphrase"): 2,
        ("seal", city, "-o", none, "--to", "hanako"): 2,
        ("seal", none, "-o", f"{none}.age", "--to", receiver): 3,
        ("seal", city, "-o", none, "--to", receiver, "--sign", city): 3,
        ("seal", city, "-o", str(tmp_path / "no" / "x.age"), "--to", receiver): 5,
        ("unseal", sealed): 2,
        ("unseal", none, "--key", keyfile): 3,
        ("unseal", city, "--key", keyfile): 3,
        ("unseal", sealed, "--key", other): 3,
        ("unseal", sealed, "--key", none): 3,
        ("unseal", sealed, "--key", keyfile, "--from", signer): 3,
        ("unseal", sealed, "--key", keyfile, "--from", receiver): 2,
        ("unseal", sealed, "--key", keyfile, "-o", str(tmp_path / "no" / "out")): 5,
        ("key", "make", keyfile): 2,
        ("key", "show", none): 3,
    }
    for arguments, code in codes.items():
        ended = call(*arguments)
        assert (arguments, ended.code) == (arguments, code)
        assert ended.err.strip() and "Traceback" not in ended.err
    assert not Path(none).exists()


@pytest.mark.parametrize("module", ["pyrage", "cryptography.hazmat.primitives.asymmetric"])
def test_without_the_extra_the_command_that_installs_it_is_named(
    module: str, call: Caller, city: str, keyfile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path = Path(city).parent
    _, receiver, _, _ = halves(call, keyfile)
    monkeypatch.setitem(sys.modules, module, None)
    ended = call("seal", city, "-o", str(tmp_path / "x.age"), "--to", receiver, "--sign", keyfile)
    assert ended.code == 6 and INSTALL["seal"] in ended.err
    assert call("key", "make", str(tmp_path / "new.key")).code == 6
    assert not (tmp_path / "x.age").exists() and not (tmp_path / "new.key").exists()


def test_what_went_wrong_while_opening_is_said_in_two_sentences_with_what_to_do(
    call: Caller, city: str, keyfile: str, tmp_path: Path
) -> None:
    sealed, broken, out = tmp_path / "x.age", tmp_path / "broken.age", tmp_path / "out"
    call.well("seal", city, "-o", str(sealed), *halves(call, keyfile)[:2])
    content = sealed.read_bytes()
    broken.write_bytes(content[: len(content) // 2])
    out.mkdir()
    for words, told, never in (
        (("unseal", str(broken), "--key", keyfile), "途中で壊れています", "宛てて"),
        (("unseal", str(sealed), "--key", str(tmp_path / "lost.key")), "key make", "フォルダーが見つかりません"),
        (("unseal", str(sealed), "--key", keyfile, "-o", str(out)), "まだない名前のフォルダー", "--force"),
        (("show", str(sealed)), "assessor unseal", "assessor new"),
        (("verify", str(sealed)), "assessor unseal", "assessor new"),
    ):
        ended = call(*words)
        assert ended.code and told in ended.err and never not in ended.err, words
        assert (ended.out + ended.err).count("。") == 2, words
