"""Handing over: `seal`, `unseal` and the keys they need."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import Command, Group, argument, by_option, file_argument, force_option, option, pass_door
from assessor.cli.wording import anchor_line

if TYPE_CHECKING:
    from assessor.model.sealed import Manifest


@click.command("seal", cls=Command, help="help.seal")
@file_argument
@option("-o", "target", metavar="X.age", required=True, help="option.seal.output")
@option("--to", "receivers", metavar="AGE1…", multiple=True, help="option.seal.to")
@option("--passphrase", "by_words", is_flag=True, help="option.seal.passphrase")
@option("--sign", "key", metavar="KEYFILE", help="option.seal.sign")
@option("--with", "beside", metavar="PATH", multiple=True, help="option.seal.with")
@force_option
@by_option
@pass_door
def seal(
    door: Door,
    file: str,
    target: str,
    receivers: tuple[str, ...],
    by_words: bool,
    key: str | None,
    beside: tuple[str, ...],
    force: bool,
) -> None:
    """Seal a programme for somebody, or under a passphrase; prints its anchor."""
    from assessor.service.sealing import Closing
    from assessor.service.sealing import seal as seal_programme

    door.speak_of(file)
    _one_way(door, bool(receivers), by_words, "cli.seal.one_way")
    words, made = _new_passphrase(door) if by_words else (None, False)
    closing = Closing(receivers, words, Path(key) if key else None, tuple(map(Path, beside)), force)
    manifest = seal_programme(file, target, door.session, closing)
    output.data(manifest.anchor.text)
    output.note(door.say("cli.seal.done", path=target, count=len(manifest.members)))
    if manifest.signer is None:
        output.note(door.say("cli.seal.unsigned"))
    if made and words is not None:
        _show_passphrase(door, words)


@click.command("unseal", cls=Command, help="help.unseal")
@argument("sealed", metavar="X.age")
@option("-o", "target", metavar="FOLDER", help="option.unseal.output")
@option("--key", metavar="KEYFILE", help="option.unseal.key")
@option("--passphrase", "by_words", is_flag=True, help="option.unseal.passphrase")
@option("--from", "sender", metavar="ED25519:…", help="option.unseal.from")
@pass_door
def unseal(door: Door, sealed: str, target: str | None, key: str | None, by_words: bool, sender: str | None) -> None:
    """Open a sealed file, look through it, and write what is in it if a folder is named."""
    from assessor.service.sealing import Opening, write_opened
    from assessor.service.sealing import unseal as open_sealed

    door.speak_of(sealed)
    _one_way(door, key is not None, by_words, "cli.unseal.one_way")
    words = _asked(door, "cli.unseal.ask") if by_words else None
    opened = open_sealed(Path(sealed), Opening(Path(key) if key else None, words, sender))
    if target is not None:
        write_opened(opened, Path(sealed), Path(target))
    output.lines(_manifest_lines(door, opened.manifest))
    if sender is None:
        output.note(door.say("cli.unseal.signed" if opened.manifest.signer else "cli.unseal.unsigned"))
    output.note(door.say("cli.written", path=target) if target else door.say("cli.unseal.looked"))


@click.group(cls=Group, help="help.key")
def key() -> None:
    """Keys for sealing."""


@key.command("make", help="help.key.make")
@argument("keyfile")
@pass_door
def make(door: Door, keyfile: str) -> None:
    """Make a key file; prints the two halves that others are told."""
    from assessor.service.sealing import make_key

    door.speak_of(keyfile)
    _show_key(*make_key(Path(keyfile)))
    output.note(door.say("cli.key.made", path=keyfile))


@key.command("show", help="help.key.show")
@argument("keyfile")
@pass_door
def show(door: Door, keyfile: str) -> None:
    """Print the two halves of a key that others are told."""
    from assessor.service.sealing import public_key

    door.speak_of(keyfile)
    _show_key(*public_key(Path(keyfile)))


def _show_key(receiver: str, signer: str) -> None:
    output.lines((f"--to {receiver}", *((f"--from {signer}",) if signer else ())))


def _one_way(door: Door, first: bool, second: bool, message: str) -> None:
    if first is second:
        raise click.UsageError(door.say(message), click.get_current_context())


def _new_passphrase(door: Door) -> tuple[str, bool]:
    """The passphrase typed twice, or one made here where nothing is typed."""
    from assessor.faults.stores import PassphraseDiffers
    from assessor.service.passphrases import new_passphrase

    words = _asked(door, "cli.seal.ask")
    if not words:
        return new_passphrase(), True
    if sys.stdin.isatty() and _asked(door, "cli.seal.again") != words:
        raise PassphraseDiffers()
    return words, False


def _show_passphrase(door: Door, words: str) -> None:
    from assessor.service.passphrases import BITS, kana_of

    output.note("")
    output.note(f"    {words}")
    output.note(f"    {kana_of(words)}")
    output.note("")
    output.note(door.say("cli.seal.made", bits=int(BITS)))


def _asked(door: Door, message: str) -> str:
    """A secret: typed without being shown, or the first line of what is piped in; never an argument."""
    if sys.stdin.isatty():
        typed: str = click.prompt(door.say(message), default="", show_default=False, hide_input=True, err=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n")


def _manifest_lines(door: Door, manifest: "Manifest") -> Iterator[str]:
    from datetime import datetime

    from assessor.service.settings import JST

    at = datetime.fromisoformat(manifest.at).astimezone(JST).strftime("%Y-%m-%d %H:%M")
    yield f"{manifest.municipality}　{manifest.plan or ''}".rstrip()
    yield door.say("cli.unseal.by", by=manifest.by, at=at)
    yield door.say("cli.unseal.signer", signer=manifest.signer or door.say("cli.none"))
    yield anchor_line(manifest.anchor, door.say)
    for member in manifest.members:
        yield door.say("cli.unseal.member", name=member.name, size=f"{member.size:,}")
