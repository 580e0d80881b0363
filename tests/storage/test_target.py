"""How a target is told from another and shown without its secrets."""

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from assessor.errors import FileMissing
from assessor.faults.stores import ServerUnguarded
from assessor.storage.connect import postgresql_engine
from assessor.storage.opening import create_store, open_store
from assessor.storage.target import is_url, shown
from tests.storage.places import CHECKLIST, CITY, WHOLE, new_save


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("計画.assessor", "計画.assessor"),
        ("postgresql://db.city.lan/plan", "postgresql://db.city.lan/plan"),
        ("postgresql://officer@db:5432/plan?sslmode=require", "postgresql://officer@db:5432/plan"),
        ("postgresql://officer:hunter2@db/plan?password=hunter3#hunter4", "postgresql://officer@db/plan"),
        ("postgresql://officer:hun@ter2@db/plan", "postgresql://officer@db/plan"),
        ("postgresql://officer:hunter2@[broken", "postgresql://"),
        ("postgresql://u:hunter2/im@db/plan", "postgresql://u@db/plan"),
        ("postgresql://u:hunter2/i@m@db/plan", "postgresql://u@db/plan"),
        ("postgresql://u:hun?ter2@db/plan", "postgresql://"),
        ("postgresql://u:hun#ter2@db/plan", "postgresql://"),
        ("postgresql://u:hunter2", "postgresql://"),
        ("postgresql://u/hunter2@db/plan", "postgresql://"),
        ("postgresql://u:hunter2/@db", "postgresql://u@db"),
        ("postgresql://db/plan?password=hun@ter2", "postgresql://"),
        ("postgresql://u:hunter2@db/plan?options=a@b", "postgresql://"),
        ("postgresql://db/plan?user=u&password=hunter2", "postgresql://db/plan"),
        ("postgresql:///plan?host=/run/db&password=hunter2", "postgresql:///plan"),
        ("postgresql://u:hunter2@[::1]:5432/plan", "postgresql://u@[::1]:5432/plan"),
        ("postgres://u:hunter2@db/plan", "postgres://u@db/plan"),
        ("POSTGRESQL://u:hunter2@db/plan", "POSTGRESQL://u@db/plan"),
        ("mysql://u:hunter2@db/plan", "mysql://u@db/plan"),
        ("postgresql+psycopg://u:hunter2@db/plan", "postgresql+psycopg://u@db/plan"),
        ("C:\\plans\\a.assessor", "C:\\plans\\a.assessor"),
    ],
)
def test_a_target_is_shown_without_password_and_options(target: str, expected: str) -> None:
    assert shown(target) == expected
    assert is_url(target) == target.lower().startswith(("postgresql://", "postgres://"))


@given(
    password=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1).map("geheim{}geheim".format),
    end=st.sampled_from(("@db/plan", "@db:5432/plan?sslmode=require", "@[::1]/plan")),
)
def test_no_password_is_shown_whatever_stands_in_it(password: str, end: str) -> None:
    for scheme in ("postgresql", "postgres", "mysql"):
        assert "geheim" not in shown(f"{scheme}://officer:{password}{end}")


@pytest.mark.parametrize("target", ["mysql://u:hunter2@db/plan", "postgresql+psycopg://u:hunter2@db/plan"])
def test_an_address_of_another_kind_is_no_path(target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ways: tuple[Callable[[], object], ...] = (
        lambda: open_store(target),
        lambda: open_store(target, read_only=True),
        lambda: create_store(target, CHECKLIST, CITY, WHOLE, new_save()),
    )
    for open_it in ways:
        with pytest.raises(FileMissing) as caught:
            open_it()
        assert "hunter2" not in str(caught.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("target", "guarded"),
    [
        ("postgresql://u@db.city.example/plan", False),
        ("postgresql://u@192.0.2.1/plan", False),
        ("postgresql://u@/plan?host=db.city.example", False),
        ("postgresql://u@/plan?host=/run/db,db.city.example", False),
        ("postgresql://u@localhost/plan?hostaddr=192.0.2.1", False),
        ("postgres://u@db.city.example/plan", False),
        ("postgresql://u@db.city.example/plan?sslmode=verify-full", True),
        ("postgresql://u@db.city.example/plan?sslmode=prefer", True),
        ("postgresql:///plan?host=/run/db", True),
        ("postgresql://u@localhost/plan", True),
        ("postgresql://u@127.0.0.1/plan", True),
        ("postgresql://u@[::1]/plan", True),
        ("postgresql:///plan", True),
    ],
)
def test_the_way_to_another_computer_is_guarded_as_somebody_said(
    target: str, guarded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("psycopg")
    monkeypatch.delenv("PGSSLMODE", raising=False)
    with nullcontext() if guarded else pytest.raises(ServerUnguarded):
        postgresql_engine(target).dispose()
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    postgresql_engine(target).dispose()


@pytest.mark.parametrize(
    ("said", "borne"), [("", 15_000), ("?tcp_user_timeout=60000", 60_000)], ids=["nothing said", "said in the address"]
)
def test_a_wire_that_was_pulled_is_noticed_long_before_the_system_would(
    said: str, borne: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    psycopg = pytest.importorskip("psycopg")
    asked: dict[str, object] = {}

    def connect(*_: object, **wishes: object) -> None:
        asked.update(wishes)
        raise psycopg.OperationalError("nobody is there")

    monkeypatch.setattr(psycopg, "connect", connect)
    with pytest.raises(OperationalError):
        postgresql_engine(f"postgresql://tester@localhost/none{said}").connect()
    assert int(str(asked["tcp_user_timeout"])) == borne
    assert asked["keepalives_idle"] and asked["keepalives_interval"] and asked["keepalives_count"]
