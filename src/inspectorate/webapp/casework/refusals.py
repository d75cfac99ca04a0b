"""What is said when something cannot be done in a case as it stands."""

from inspectorate.webapp.design.refusals import Refused


class CaseRefused(Refused):
    """It cannot be done as the case stands."""
