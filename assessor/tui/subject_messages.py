"""What the questionnaire asks of the area of subjects."""

from assessor.tui.messages import AreaRequest


class SubjectStateWanted(AreaRequest):
    """A subject is to end, or one that has ended is to come back."""

    area = "subjects"

    def __init__(self, subject: str) -> None:
        """Keep which subject is looked at."""
        super().__init__()
        self.subject = subject
