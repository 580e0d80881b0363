"""Hostile templates, named and made by a grammar, filled as a city's own are: `FOLDER NAMED MADE SEED`. Prints JSON.

Each is filled in a process forked from this one, so that what it and its contained child used is known.
"""

import json
import os
import random
import sys
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from assessor.errors import TemplateInvalid
from assessor.service.containment import fill_contained
from tests.compose.making import template
from tests.trust.memory import megabytes

SECONDS, MEGABYTES = 6.0, 256
CONTEXT = {"v": "みらい市", "items": [{"id": f"Q{one}", "text": "個人情報の取扱い", "n": one} for one in range(300)]}

_ITEMS = "{% for i in range(1000) %}"
_DOUBLED = "{% set a = 'aaaaaaaaaaaaaaaa' %}"

NAMED = {
    "loops": _ITEMS * 3 + "{% endfor %}" * 3,
    "loops of six": _ITEMS * 6 + "{% endfor %}" * 6,
    "loop that prints": _ITEMS * 2 + "{{ v }}" + "{% endfor %}" * 2,
    "loop that prints all": _ITEMS * 2 + "{{ items }}" + "{% endfor %}" * 2,
    "loop over texts": "{% for a in v %}{% for b in v %}" + _ITEMS * 2 + "{% endfor %}" * 4,
    "loop in a macro": "{% macro m() %}"
    + _ITEMS
    + "{{ v }}{% endfor %}{% endmacro %}"
    + _ITEMS
    + "{{ m() }}{% endfor %}",
    "recursive loop": "{% for a in [items] recursive %}{{ loop([items]) }}{% endfor %}",
    "text times": "{{ 'a' * 10**9 }}",
    "list times": "{{ [1] * 10**9 }}",
    "power": "{% set a = 9**9 %}{{ 9**a }}",
    "power by filter": "{{ 9 | string * 9 }}",
    "shift": "{{ 1 << 10**9 }}",
    "percent": "{{ '%1000000000d' % 1 }}",
    "format method": "{{ '{:1000000000}'.format(1) }}",
    "format map": "{{ '{a:1000000000}'.format_map({'a': 1}) }}",
    "format filter": "{{ '%1000000000s' | format(1) }}",
    "ljust": "{{ 'x'.ljust(10**9) }}",
    "zfill": "{{ 'x'.zfill(10**9) }}",
    "join method": "{{ v.join(items) }}",
    "expandtabs": "{{ 'a\\tb'.expandtabs(10**9) }}",
    "center": "{{ 'x' | center(10**9) }}",
    "indent": "{{ v | indent(10**9) }}",
    "wordwrap": "{{ v | wordwrap(1) }}",
    "truncate": "{{ v | truncate(10**9, true, v, 0) }}",
    "replace that grows": "{{ 'aaaa' | replace('a', 'a' ~ items) }}",
    "replace of nothing": "{% set a = items | string %}" + "{% set a = a | replace('', a) %}" * 6 + "{{ a | length }}",
    "join that grows": _DOUBLED + "{% set a = [a, a, a, a, a, a, a, a] | join %}" * 12 + "{{ a | length }}",
    "joined by itself": _DOUBLED + "{% set a = [a, a, a] | join(a) %}" * 40 + "{{ a | length }}",
    "doubling": _DOUBLED + "{% set a = a ~ a %}" * 40 + "{{ a }}",
    "doubling by block": _DOUBLED + "{% set a %}{{ a }}{{ a }}{% endset %}" * 40 + "{{ a }}",
    "doubling of a list": "{% set a = [1, 1] %}" + "{% set a = a + a %}" * 40 + "{{ a | length }}",
    "doubling of pairs": "{% set a = {'a': 1} %}" + "{% set a = {'a': a, 'b': a} %}" * 30 + "{{ a }}",
    "doubling of tuples": "{% set a = (1, 1) %}" + "{% set a = (a, a) %}" * 30 + "{{ a }}",
    "nested lists": "{{ " + "[" * 400 + "]" * 400 + " }}",
    "nested brackets": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "nested ifs": "{% if 1 %}" * 150 + "{% endif %}" * 150,
    "nested fors": "{% for a in v %}" * 60 + "{% endfor %}" * 60,
    "many nots": "{{ " + "not " * 5000 + "1 }}",
    "long sum": "{{ " + "1 + " * 20_000 + "1 }}",
    "long chain of filters": "{{ v" + " | upper | lower" * 5000 + " }}",
    "many sets": "".join(f"{{% set a{one} = items %}}" for one in range(20_000)),
    "batch": "{{ items | batch(1000000000, 'x') | list | length }}",
    "slice": "{{ items | slice(100000000) | list | length }}",
    "sort": "{% for i in range(1000) %}{{ items | sort(attribute='text') | length }}{% endfor %}",
    "groupby": "{% for i in range(1000) %}{{ items | groupby('text') | list | length }}{% endfor %}",
    "unique": "{% for i in range(1000) %}{{ items | map(attribute='id') | unique | list | length }}{% endfor %}",
    "recursion": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "mutual recursion": "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
    "call in call": "{% macro m() %}{{ caller() }}{% endmacro %}" + "{% call m() %}" * 90 + "x" + "{% endcall %}" * 90,
    "lipsum": "{{ lipsum(100000) }}",
    "namespace": "{% set n = namespace(a='') %}" + _ITEMS + "{% set n.a = n.a ~ items %}{% endfor %}",
    "class": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "class by attr": "{{ '' | attr('__class__') }}",
    "class by map": "{{ [''] | map(attribute='__class__') | list }}",
    "globals of a macro": "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "globals of a loop": "{% for a in v %}{{ loop.__init__.__globals__ }}{% endfor %}",
    "self": "{{ self.__init__.__globals__ }}",
    "popen": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "include": "{% include '/etc/passwd' %}",
    "import": "{% import '../../secret.md.j2' as s %}{{ s }}",
    "extends": "{% extends '/etc/passwd' %}",
    "include by list": "{% include ['/etc/passwd', '/dev/zero'] ignore missing %}x",
    "markdown lists": _ITEMS + "- a\n  - b\n{% endfor %}",
    "markdown of half a million lines": _ITEMS + _ITEMS + "a\n{% endfor %}{% endfor %}",
    "markdown quotes": "{% for i in range(1000) %}>{% endfor %} a",
    "markdown brackets": "{% for i in range(1000) %}[{% endfor %}" + "a" + "{% for i in range(1000) %}]{% endfor %}",
    "markdown stars": _ITEMS + "*a **b {% endfor %}",
    "markdown table": "| a |\n|---|\n" + _ITEMS + "| {{ items }} |\n{% endfor %}",
}


def made(chance: random.Random, depth: int = 0) -> str:
    """A template by the grammar: texts, outputs, sets, loops, conditions, macros."""
    parts = [_part(chance, depth) for _ in range(chance.randint(1, 4))]
    return "".join(parts)


def _part(chance: random.Random, depth: int) -> str:
    way = chance.choice(("text", "out", "out", "set", "loop", "loop", "if", "macro", "block")) if depth < 5 else "out"
    inner = made(chance, depth + 1) if way not in ("text", "out", "set") else ""
    parts: dict[str, Callable[[], str]] = {
        "text": lambda: chance.choice(("a", "- b\n", "# c\n", "> ", "| d |\n|---|\n", "[e]{s=f}", "\n\n", "*", "`")),
        "out": lambda: "{{ " + _value(chance, 0) + " }}",
        "set": lambda: "{% set a = " + _value(chance, 0) + " %}",
        "loop": lambda: "{% for a in " + _value(chance, 2) + " %}" + inner + "{% endfor %}",
        "if": lambda: "{% if " + _value(chance, 0) + " %}" + inner + "{% endif %}",
        "macro": lambda: "{% macro m(a) %}" + inner + "{% endmacro %}{{ m(" + _value(chance, 2) + ") }}",
        "block": lambda: "{% set a %}" + inner + "{% endset %}",
    }
    return parts[way]()


_LEAVES = ("v", "items", "a", "1", "10**9", "'x'", "range(1000)", "''.__class__", "loop", "m", "items[0].text")
_FILTERS = ("join", "list", "string", "length", "upper", "replace('a', v)", "batch(9)", "sort", "map('upper')", "sum")


def _value(chance: random.Random, depth: int) -> str:
    if depth >= 3 or chance.random() < 0.3:
        return chance.choice(_LEAVES)
    one, two = _value(chance, depth + 1), _value(chance, depth + 1)
    joined = (f"({one} ~ {two})", f"[{one}, {two}]", f"({one} + {two})", f"({one} * {two})")
    return chance.choice((*joined, f"({one} | {chance.choice(_FILTERS)})"))


def filled(body: str) -> dict[str, Any]:
    """How filling ended (`text`, `refused`, `uncaught`), the processor seconds and megabytes it took."""
    before = megabytes("VmRSS")
    child = os.fork()
    if not child:
        code = 0
        try:
            fill_contained(template(body), CONTEXT)
        except TemplateInvalid:
            code = 1
        except BaseException as fault:
            sys.stderr.write(repr(fault))
            code = 2
        os._exit(code)
    _, status, used = os.wait4(child, 0)
    ended = {0: "text", 1: "refused"}.get(os.waitstatus_to_exitcode(status), "uncaught")
    seconds, more = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024 - before
    return {"ended": ended, "seconds": round(seconds, 2), "megabytes": round(more)}


def main() -> None:
    """Fill the named ones of a slice (`FIRST:EVERY`, `-` = none) and so many made ones, in an empty folder."""
    folder, named, wanted = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    folder.mkdir(parents=True)
    os.chdir(folder)
    chance = random.Random(int(sys.argv[4]))
    first, _, every = named.partition(":")
    bodies = dict(islice(NAMED.items(), int(first), None, int(every))) if every else {}
    bodies |= {f"made {one}": made(chance) for one in range(wanted)}
    fill_contained(template("{{ v }}"), CONTEXT)
    found, counted, worst = [], Counter[str](), Counter[str]()
    for name, body in bodies.items():
        one = filled(body)
        counted[one["ended"]] += 1
        for figure in ("seconds", "megabytes"):
            worst[figure] = max(worst[figure], one[figure])
        if one["ended"] == "uncaught" or one["seconds"] > SECONDS or one["megabytes"] > MEGABYTES:
            found.append(f"{name}: {one} {body[:3000]}")
    left = sorted(one.name for one in folder.rglob("*"))
    sys.stdout.write(
        "\n" + json.dumps({**counted, **worst, "templates": len(bodies), "left": left, "bad": found}) + "\n"
    )


if __name__ == "__main__":
    main()
