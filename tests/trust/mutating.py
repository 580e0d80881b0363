"""Makes hostile files out of honest ones: cuts, splices, changed bytes and tokens that have broken readers before."""

import io
import random
import zipfile

TOKENS = (
    *(b"&a ", b"*a", b"<<: ", b"<<: *a", b"[", b"]", b"{", b"}", b"? ", b": ", b"- ", b"!!int ", b"!!timestamp "),
    *(b"!!float ", b"!!python/name:os.system", b'"', b"'", b"|\n", b">-\n", b"%TAG ! !\n", b"%YAML 1.1\n", b"---\n"),
    *(b"...\n", b"\t", b"\x00", b"\x1b[2J", b"\\e]52;c;AA==\\a", b"\\ud800", b"\\UFFFFFFFF", b"9" * 5000, b"-", b"1."),
    *(b"0x" + b"f" * 50, b"1" + b":59" * 100, b"2026-02-30", b"2026-02-03T25:61:61", b"\xe2\x80\xae", b"\xff\xfe"),
    *(b"no", b".nan", b"~", b"=", b"[" * 3000, b"{a: " * 500, b"\r\n", b"\r", b"\xef\xbb\xbf", b"\xe3\x82", b"!!bool "),
    *(b"!!binary ", b"!!set ", b"!!omap ", b"!!pairs ", b"# ", b"\xe2\x80\xa8", b"\xc2\x85", b"- - - - ", b'"\\x'),
)
XML_TOKENS = (
    *(b"<", b">", b"&", b"&amp;", b"&#0;", b"&#55296;", b"&lol;", b"<!DOCTYPE a>", b"<!ENTITY b 'c'>", b"]]>"),
    *(b"<![CDATA[", b"<?xml?>", b"</w:p>", b"</row>", b"<c r='ZZZ9999999'/>", b"<c/>", b'r="1048577"', b't="s"'),
    *(b"<v>-1</v>", b"<v>1e9</v>", b"_x0000_", b"_xD800_", b"\x00", b"\xff", b"\xe3\x82", b"9" * 400, b'r=""'),
    *(b"<w:p>" * 2000, b"<f>1+1</f>", b"<is><t>", b'TargetMode="External"', b"<rPh>", b" xmlns:a='b'"),
    *(b'<c r="A1"' * 4000, b'mergeCell ref="A1:' * 2000),
    *(b"<mergeCell ref='A1:XFD1048576'/>", b"\xef\xbb\xbf", b"\xfe\xff", b'encoding="x"'),
)
HOSTILE_NAMES = ("../x", "/x", "xl/vbaProject.bin", "a\x00b", "x" * 300, "a\\b", "")
WAYS = (1, 1, 1, 2, 3, 8)
LENGTHS = (1, 1, 4, 40, 400)


def mutated(honest: bytes, chance: random.Random, tokens: tuple[bytes, ...] = TOKENS) -> bytes:
    """The file, changed in one to eight places."""
    content = bytearray(honest)
    for _ in range(chance.choice(WAYS)):
        place, way = chance.randrange(len(content) + 1), chance.random()
        if way < 0.45:
            content[place:place] = chance.choice(tokens)
        elif way < 0.65:
            content[place : place + chance.choice(LENGTHS)] = b""
        elif way < 0.8 and content:
            content[min(place, len(content) - 1)] = chance.randrange(256)
        elif way < 0.9:
            other = chance.randrange(len(content) + 1)
            content[place:place] = content[min(place, other) : max(place, other)][:500]
        else:
            _replace_value(content, place, chance.choice(tokens))
    return bytes(content)


def _replace_value(content: bytearray, place: int, token: bytes) -> None:
    start = content.find(b": ", place)
    if start >= 0:
        end = content.find(b"\n", start)
        content[start + 2 : end if end >= 0 else len(content)] = token


def mutated_package(honest: bytes, chance: random.Random) -> bytes:
    """A workbook or Word file with one part changed, added, doubled or missing, or with its own bytes changed."""
    if chance.random() < 0.3:
        return mutated(honest, chance, XML_TOKENS)
    with zipfile.ZipFile(io.BytesIO(honest)) as parts:
        held = [(part.filename, parts.read(part)) for part in parts.infolist()]
    place = chance.randrange(len(held))
    name, content = held[place]
    way = chance.random()
    if way < 0.8:
        held[place] = (name, mutated(content, chance, XML_TOKENS))
    elif way < 0.9:
        del held[place]
    else:
        held.append(
            (chance.choice((name, "../x", "/x", "xl/vbaProject.bin", "a\x00b", "x" * 300, "a\\b", "")), content)
        )
    return packed(held)


def packed(held: list[tuple[str, bytes]]) -> bytes:
    """A zip of these parts, names as they are: doubled, absolute or empty ones too."""
    import warnings

    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, content in held:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
