"""What is said when something cannot be done in a case as it stands."""


class CaseRefused(Exception):
    """It cannot be done as it stands; the message says what would mend it. ``field`` names the field of the form that
    the message belongs to."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
