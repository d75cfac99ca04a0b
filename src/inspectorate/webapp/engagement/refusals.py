"""What is said when something cannot be sent, asked for or answered as it stands."""

from inspectorate.webapp.design.refusals import Refused


class EngagementRefused(Refused):
    """It cannot be done as it stands."""
