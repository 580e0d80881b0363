"""Our sentences are written for a city; a town, a village or a ward says them of itself."""

import re

import pytest

from assessor.model.own_name import in_own_name, own_name
from assessor.model.scales import Status
from tests.compose.making import document, marks, public, shipped_template, whole_city, words
from tests.model.mini import shipped

A_CITY = re.compile(r"(?<!都)市(?!区町村|町村)")


@pytest.mark.parametrize(
    ("name", "own", "people"),
    [
        ("みらい市", "市", "市民"),
        ("しろやま町", "町", "町民"),
        ("おくやま村", "村", "村民"),
        ("みなと区", "区", "区民"),
        ("うみべ県", "県", "県民"),
        ("みらい広域連合", "広域連合", "住民"),
        ("みらい消防組合", "組合", "住民"),
        ("みらい", "市", "市民"),
    ],
)
def test_a_municipality_is_called_by_the_end_of_its_name(name: str, own: str, people: str) -> None:
    assert own_name(name) == (own, people)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("市は、方針を定めています。", "町は、方針を定めています。"),
        ("市民の皆さまへ", "町民の皆さまへ"),
        ("方針を、市のホームページなどで公表しています。", "方針を、町のホームページなどで公表しています。"),
        ("意見の概要と市の考え方", "意見の概要と町の考え方"),
        ("都市OSの弱点の調査", "都市OSの弱点の調査"),
        ("市区町村の手引き", "市区町村の手引き"),
        ("近隣市の例", "近隣市の例"),
    ],
)
def test_only_the_word_for_itself_changes(said: str, told: str) -> None:
    assert in_own_name(said, "しろやま町") == told
    assert in_own_name(said, "みらい市") == said


@pytest.mark.parametrize("status", [Status.IMPLEMENTED, Status.PLANNED])
@pytest.mark.parametrize("name", ["standard", "table", "statements", "principles"])
def test_a_town_never_calls_itself_a_city(name: str, status: Status) -> None:
    said = whole_city(status)
    town = said.model_copy(update={"programme": said.programme.model_copy(update={"municipality": "しろやま町"})})
    made, city = (document(public(one), shipped_template("section7", name)) for one in (town, said))
    assert not [line for line in words(made.blocks).split("\n") if A_CITY.search(line)]
    assert marks(made) == marks(city)


def test_every_public_sentence_of_the_checklist_is_turned() -> None:
    sentences = [control.public.implemented for control in shipped().controls.values()]
    told = [in_own_name(one.ja, "しろやま町") for one in sentences if one]
    assert not [one for one in told if A_CITY.search(one)]
