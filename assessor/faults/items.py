"""What can go wrong with remediation items, plans and periods; the sentences stand in the message catalogues."""

from assessor.errors import ExitCode, InputInvalid, UsageError


class UnknownItem(UsageError):
    """No such remediation item: `item`, `nearest`."""


class UnknownChoice(UsageError):
    """A field takes one of a few words, and this is none of them: `field`, `text`, `known`."""


class UnknownTreatment(UsageError):
    """No risk of that name in any privacy impact assessment: `treatment`, `nearest`."""


class BadDue(UsageError):
    """Neither a day nor a fiscal year or quarter: `text`; with `reason` half_year, no half of one."""


class BadAmount(UsageError):
    """Not a whole number that the field takes: `field`, `text`."""


class BadFunding(UsageError):
    """Not a row of money, `YEAR:KEY=VALUE,…`: `text`."""


class BadPair(UsageError):
    """Not `SUBJECT/CONTROL`: `text`."""


class ItemNotDone(UsageError):
    """Answers behind an item are not implemented, or (`reason` evidence) name none: `item`, `pairs`."""


class DecisionIncomplete(UsageError):
    """A risk accepted or an item declined (`reason`) without what such a decision needs: `item`."""


class DutyNotAcceptable(UsageError):
    """A risk cannot be accepted where a law in force asks for the measure: `item`, `controls`."""


class ChangedSince(UsageError):
    """Somebody else changed an item since it was shown, so that nothing is written over it: `id`."""

    exit_code = ExitCode.CONFLICT


class DependencyCircle(UsageError):
    """Items would wait for each other in a circle: `items`."""


class BudgetMissing(UsageError):
    """No money and people are known for any half-year to plan: `first`."""


class UnknownPeriod(UsageError):
    """No such closed period: `period`, `known`."""


class PeriodExists(UsageError):
    """A period of that name is closed already: `period`."""


class WorkbookInvalid(InputInvalid):
    """A returned workbook with problems."""
