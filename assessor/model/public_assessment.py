"""What section 7 may know of a privacy impact assessment: that its summary is published."""

from datetime import date

from assessor.model.base import Model


class PublicAssessment(Model):
    """That a service's impact on privacy was assessed and the summary published: where, and when; nothing else."""

    service: str
    place: str
    published: date
