"""What the words of a sentence claim: done, done in part, or to come; and where they claim more than ours do."""

import re
from typing import NamedTuple

from assessor.model.claims import Cause
from assessor.model.one_width import one_width
from assessor.model.programme import WordingStage

_DONE = re.compile(
    r"[てで](?:い|お)り?ます|[てで]あります|[てで]きました|ました|済み|済んで|完了|実施中|運用中|ません|[てで]おり[、,]|[てで]いる"
)
_UNDERWAY = re.compile(
    r"(?:検討|準備|計画|予定|調整|目指|取り?組[みん]|進め|努め|図っ|強化し|充実させ)[^。、]{0,5}[てで](?:い|お)り?ます"
)
_ONLY_THOUGHT_OF = re.compile(r"(?:検討|準備|計画|予定|調整|目指)[^。、]{0,5}[てで](?:い|お)り?ます")
_TO_COME = re.compile(
    r"計画的に|今後|順次|予定|目指し|努めます|検討します|取り?組みます|進めます|強化します|充実させます|図ります|てまいります"
    r"|ていきます|年度まで|計画期間|に向け|拡大します|高めます|整えます|始めます|導入します|めざし"
)
_IN_PART = re.compile(r"一部の|一部で")

_ABSOLUTE = re.compile(
    r"すべて|全て|あらゆる|必ず|常に|完全|万全|絶対|確実|一切|いつでも|最新|最高|例外なく|すみずみ|徹底|全(?:サービス|職員|機器|システム)"
)
_FIGURE = re.compile(
    r"毎[日週月年時]|随時|定期|常時|(?<![0-9])[0-9]+(?:回|時間|日|か月|カ月|分|秒|人|名|台|件|%|パーセント|割)|半年|四半期|即時|即座|直ちに"
)
_LIMIT = re.compile(
    r"一部の|一部で|原則|を除き|限り|必要な範囲|の範囲で|必要に応じ|基本とします|努め|一部|あらかじめ決めた"
)
_NEGATION = re.compile(r"ません|ない(?=[。、]|$)|なく(?=[、。])|ずに")


class Strength(NamedTuple):
    """Why a sentence claims more than the wording it came from, and the words that do it."""

    causes: tuple[Cause, ...]
    words: tuple[str, ...]


def claimed_stage(text: str, written: WordingStage, *, same_as: WordingStage | None) -> WordingStage:
    """The stage that a sentence's words claim.

    `same_as` is the stage of the wording it equals, if it equals one; else the end of the sentence decides. A
    sentence that was written as a fact and has no sign of a plan stays one.
    """
    if same_as is not None:
        return same_as
    plain = one_width(text)
    if _ONLY_THOUGHT_OF.search(plain):
        return WordingStage.PLANNED
    if _UNDERWAY.search(plain):
        return WordingStage.IMPLEMENTED if written is WordingStage.IMPLEMENTED else WordingStage.PARTIAL
    if _DONE.search(plain):
        return WordingStage.PARTIAL if _IN_PART.search(plain) else WordingStage.IMPLEMENTED
    if written is WordingStage.IMPLEMENTED:
        # A plain present (「…を使いません」「…を基本とします」) is how principles are written.
        has_plan = re.search(r"計画的に|今後|順次|予定|検討します|計画期間", plain)
        return WordingStage.PLANNED if has_plan else WordingStage.IMPLEMENTED
    return WordingStage.PLANNED if _TO_COME.search(plain) else WordingStage.IMPLEMENTED


def says_done(text: str) -> bool:
    """True where the words speak of something that exists, and not of a thought or a plan."""
    plain = one_width(text)
    return _DONE.search(plain) is not None and _ONLY_THOUGHT_OF.search(plain) is None


def added_strength(text: str, ours: str) -> Strength:
    """Words that make a sentence claim more than the wording it came from."""
    causes: list[Cause] = []
    words: list[str] = []
    said, held = one_width(text), one_width(ours)
    for cause, pattern, more, less in (
        (Cause.ABSOLUTE, _ABSOLUTE, said, held),
        (Cause.FIGURE, _FIGURE, said, held),
        (Cause.LIMIT_LOST, _LIMIT, held, said),
    ):
        found = [word for word in dict.fromkeys(pattern.findall(more)) if word not in less]
        if found:
            causes.append(cause)
            words += found
    if bool(_NEGATION.search(said)) != bool(_NEGATION.search(held)):
        causes.append(Cause.NEGATION)
    return Strength(tuple(causes), tuple(words))
