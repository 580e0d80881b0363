"""What can go wrong with editions of a checklist; the sentences stand in the message catalogues."""

from assessor.errors import UnusableFile


class OtherChecklist(UnusableFile):
    """Another checklist, not another edition of the programme's: `id`, `held`."""


class EditionOlder(UnusableFile):
    """An older edition than the programme has: `version`, `held`."""


class MergeEditions(UnusableFile):
    """Since two copies parted, the checklist of one was taken over anew: `path`, `other`."""
