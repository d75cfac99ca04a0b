"""What an action says when something cannot be done as it stands."""


class Refused(Exception):
    """Base of every room's refusal: the message is a sentence that says what would mend it, ``field`` names the field
    of a form that it belongs to."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
