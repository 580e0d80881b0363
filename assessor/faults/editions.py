"""What can go wrong with editions of a checklist; the sentences stand in the message catalogues."""

from collections.abc import Sequence

from assessor.errors import AssessorError, ExitCode, UnusableFile


class OtherChecklist(UnusableFile):
    """Another checklist, not another edition of the programme's: `id`, `held`."""


class EditionOlder(UnusableFile):
    """An older edition than the programme has: `version`, `held`."""


class MergeEditions(UnusableFile):
    """Since two copies parted, the checklist of one was taken over anew: `path`, `other`."""


class ChecklistReplaced(AssessorError):
    """Answers given to a checklist that is the programme's no more: `subject`, `control` (the first of `pairs`)."""

    exit_code = ExitCode.CONFLICT

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Name the first; `pairs` are all that the save answers."""
        super().__init__(subject=pairs[0][0], control=pairs[0][1])
        self.pairs = tuple(pairs)
