"""What the questionnaire looks at: the groups, the question the cursor is on, and moving between them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual.reactive import var

from assessor.model.assessment import Answer, PairKey
from assessor.model.result import AssessmentResult, Pair
from assessor.model.silence import Silence
from assessor.tui.messages import CursorMoved
from assessor.tui.screens.ask import Ask, Asking
from assessor.tui.screens.frame import Framed
from assessor.tui.widgets.asked import (
    UNDETERMINED,
    Filters,
    Group,
    group_of,
    groups,
    left_open,
    next_unanswered,
    same_control,
    state,
)

if TYPE_CHECKING:
    from assessor.model.checklist import Control
    from assessor.model.inquiry import Asking as AskedOf
    from assessor.model.publication import PublicView


class QuestionState(Framed):
    """The cursor is a pair and its group; it is kept by their ids, never by a row."""

    cursor: var[PairKey | None] = var(None, always_update=True)
    group: var[Group | None] = var(None)
    groups: var[tuple[Group, ...]] = var(())
    filters: var[Filters] = var(Filters())
    choosing_subject: var[bool] = var(False)
    legend: var[bool] = var(True)
    drafts: var[Mapping[str, str]] = var({})
    past: var[Mapping[PairKey, Sequence[tuple[str, str, str | None]]]] = var({})
    asked: var["Mapping[PairKey, AskedOf]"] = var({})
    view: var["PublicView | None"] = var(None)
    silences: var[tuple[Silence, ...]] = var(())

    put_off: frozenset[PairKey] = frozenset()
    """The pairs whose fact was put off in this sitting."""

    @property
    def pair(self) -> Pair | None:
        """The pair the cursor is on."""
        pairs = self.group.pairs if self.group else ()
        return next((pair for pair in pairs if pair.key == self.cursor), None)

    @property
    def control(self) -> "Control | None":
        """The control the cursor is on."""
        return self.result.checklist.controls[self.pair.control] if self.result and self.pair else None

    @property
    def answer(self) -> Answer | None:
        """The answer given last, whether it is saved yet or not."""
        pair = self.pair
        if pair is None:
            return None
        return self.pending.get(pair.key, pair.answer)

    @property
    def waits(self) -> bool:
        """True where a fact has to be answered first."""
        return self.pair is not None and state(self.pair) == UNDETERMINED

    def watch_result(self, result: AssessmentResult | None) -> None:
        """Read the groups anew; the cursor stays where it is."""
        if result is not None:
            self.groups = groups(result, self.filters)
            self._settle()

    def watch_filters(self) -> None:
        """Show what passes; where nothing of this group does, the first group that has something."""
        if self.result is not None:
            self.groups = groups(self.result, self.filters)
            self._settle()

    def watch_cursor(self, cursor: PairKey | None) -> None:
        """Show the group of the question."""
        if cursor is not None and self.groups:
            self.group = group_of(self.groups, cursor) or self.group
            self.show_keys()

    def watch_choosing_subject(self, choosing: bool) -> None:
        """The subjects take the place of the questions; other keys work."""
        self.set_class(choosing, "-choosing")
        self.show_keys()

    def watch_group(self, group: Group | None) -> None:
        """Where nothing is found there is no question that a digit could answer unseen."""
        self.set_class(group is None and self.result is not None, "-nothing")

    def _settle(self) -> None:
        """Keep the cursor on a question that is shown."""
        if not self.groups:
            self.group = None
            self.show_keys()
            return
        if self.cursor is not None:
            here = group_of(self.groups, self.cursor)
            if here is not None:
                self.group = here
                self.show_keys()
                return
        same = self.group and next((one for one in self.groups if one.key == self.group.key), None)
        self.jump((same or self.groups[0]).pairs[0].key)

    def jump(self, pair: PairKey) -> None:
        """Go to a question."""
        self.cursor = pair
        self.post_message(CursorMoved(pair))

    def move_by(self, by: int) -> None:
        """Go to another question of the group; at its ends the cursor stays."""
        if self.group is None:
            return
        keys = [pair.key for pair in self.group.pairs]
        place = keys.index(self.cursor) if self.cursor in keys else 0
        self.jump(keys[max(min(place + by, len(keys) - 1), 0)])

    def move_group(self, by: int) -> None:
        """Go to the first question of another group."""
        if self.group is None:
            return
        keys = [group.key for group in self.groups]
        place = max(min(keys.index(self.group.key) + by, len(keys) - 1), 0)
        self.jump(self.groups[place].pairs[0].key)

    def go_on(self) -> None:
        """Go to the next unanswered question; say where another group begins, and what is left behind open."""
        before = self.group
        found = next_unanswered(self.groups, self.cursor, self.pending, self.put_off)
        if found is None:
            self._tell_left("next.none", self.groups)
            return
        self.jump(found)
        if before is not None and self.group is not None and self.group.key != before.key:
            self._tell_left("next.group", (before,), before=self.name_of(before), after=self.name_of(self.group))

    def _tell_left(self, key: str, left: Sequence[Group], **values: str) -> None:
        """Say that those groups are done, or how many of their questions are not."""
        count = left_open(left, self.pending)
        if count:
            self.tell(f"{key}_but", count=count, **values)
        else:
            self.tell(key, "good", **values)

    def action_other_subject(self, by: int) -> None:
        """Go to the same control on the previous or next subject."""
        if self.result is None or self.cursor is None:
            return
        keys = [pair.key for pair in same_control(self.result, self.cursor[1])]
        place = keys.index(self.cursor) + by if self.cursor in keys else -1
        if 0 <= place < len(keys):
            self.show_everything_for(keys[place])
            self.jump(keys[place])
        else:
            self.tell("other_subject.none")

    def show_everything_for(self, pair: PairKey) -> None:
        """Lift the filter where it would hide that question."""
        if group_of(self.groups, pair) is None:
            self.filters = Filters()

    def name_of(self, group: Group) -> str:
        """Subject and category in words."""
        if self.result is None:
            return ""
        subject = self.result.assessment.subject(group.subject)
        name = self.say("subject.whole") if group.subject == "programme" else subject.name if subject else ""
        category = next(one for one in self.result.checklist.categories if one.id == group.category)
        return f"{name} {category.title.say(self.lang)}"

    async def ask(self, asking: Asking) -> Any:
        """Put a question in front and wait for the value chosen; only in a worker."""
        dialogue = Ask(asking)
        dialogue.set_reactive(Ask.lang, self.lang)
        return await self.app.push_screen_wait(dialogue)
