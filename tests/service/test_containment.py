"""A city's own template is filled in a child with limits: whatever it tries, it ends soon and the parent goes on."""

from pathlib import Path

import pytest

from assessor.errors import TemplateInvalid
from assessor.model.problem import Problem
from assessor.service import containment
from assessor.service.composing import Wanted
from assessor.service.containment import fill_contained
from assessor.service.reporting import compose
from assessor.service.workspace import Workspace
from tests.compose.making import FIRST_LINE, template

TEN = "{% for a in range(1000) %}"
ENDLESS = TEN * 6 + "{% endfor %}" * 6
DOUBLED = "{% set a = 'xxxxxxxxxxxxxxxx' %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 40 + "{{ a }}"


def problems(body: str, **values: object) -> list[Problem]:
    with pytest.raises(TemplateInvalid) as told:
        fill_contained(template(body), values)
    return [one for one in told.value.problems if isinstance(one, Problem)]


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock of a second and a half, so that these tests need not wait for the child's own limits."""
    monkeypatch.setattr(containment, "WALL_SECONDS", 1.5)


@pytest.mark.usefixtures("hurried")
def test_an_endless_loop_is_stopped() -> None:
    (problem,) = problems(ENDLESS)
    assert (problem.code, problem.path) == ("template_stopped", "own.md.j2")


@pytest.mark.soak
def test_an_endless_loop_ends_by_the_childs_own_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containment, "WALL_SECONDS", 120)
    assert [one.code for one in problems(ENDLESS)] == ["template_stopped"]


@pytest.mark.parametrize("body", [DOUBLED, "{% set b = range(1000) | list %}" + "{% set b = b + b %}" * 40])
def test_a_bomb_of_memory_is_stopped(body: str) -> None:
    (problem,) = problems(body)
    assert problem.code in ("template_stopped", "template_value")


@pytest.mark.usefixtures("hurried")
def test_text_that_takes_hours_to_read_is_stopped_before_the_program_reads_it() -> None:
    lines = TEN + TEN + "a\n{% endfor %}{% endfor %}"
    assert [one.code for one in problems(lines)] == ["template_stopped"]


@pytest.mark.parametrize(
    "body",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ v.__init__.__globals__ }}",
        "{{ [].__class__.__base__.__subclasses__() }}",
        "{{ self.__init__.__globals__ }}",
        "{{ range.__self__ }}",
        "{{ (1).__class__ }}",
        "{{ v['__class__'].x }}",
        "{{ '%s' % v }}",
        "{{ 'x' * 1000000000 }}",
        "{{ 9 ** 999999999 }}",
        "{{ v.update({'a': 1}) }}",
        "{{ v | attr('__class__') }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{{ lipsum.__globals__ }}",
        "{{ cycler.__init__ }}",
    ],
)
def test_no_way_leads_out_of_the_sandbox(body: str) -> None:
    (problem,) = problems(body, v={"a": "b"})
    assert problem.code in ("template_value", "template_syntax", "template_stopped") and problem.line == FIRST_LINE


def test_the_parent_goes_on_as_if_nothing_had_happened() -> None:
    problems("{{ v.__class__ }}", v={})
    assert fill_contained(template("{{ v }}"), {"v": "市"}) == "市"


def test_a_citys_template_gives_the_same_document_in_the_child_as_here(sample: Workspace, tmp_path: Path) -> None:
    (tmp_path / "section7").mkdir()
    for name in ("standard", "statements"):
        here = compose(sample, Wanted("section7", template=name))
        assert compose(sample, Wanted("section7", template=name, templates=tmp_path)) == here


def test_a_citys_own_template_overrides_ours_by_name_and_gets_the_same_data(sample: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "section7"
    folder.mkdir()
    head = "---\nkind: section7\nname: standard\ntitle: 市のひな形\n---\n"
    (folder / "standard.md.j2").write_text(f"{head}{{{{ city }}}}の{{{{ chapter }}}}\n", "utf-8")
    made = compose(sample, Wanted("section7", templates=tmp_path, chapter=9))
    assert made.title == "市のひな形" and "みらい市の9" in made.model_dump_json()
    (folder / "standard.md.j2").write_text(f"{head}\n{{{{ ctiy }}}}\n", "utf-8")
    with pytest.raises(TemplateInvalid) as told:
        compose(sample, Wanted("section7", templates=tmp_path))
    assert [one.line for one in told.value.problems if isinstance(one, Problem)] == [7]
