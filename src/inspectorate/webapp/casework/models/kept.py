"""What is added and never changed: moves, versions of text, judgements, releases."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, Self

from django.db import models


class KeptRefused(Exception):
    """Somebody tried to change or remove what is only ever added to."""


class KeptRows(models.QuerySet[Any]):
    """Rows that can be read and added."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise KeptRefused("These rows are not changed; add a newer one.")

    def delete(self) -> NoReturn:
        raise KeptRefused("These rows are not removed; add a newer one.")


class Kept(models.Model):
    """Base of rows that are only ever added: who did it and when is part of each."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=200)
    user_id = models.BigIntegerField(null=True, blank=True, help_text="Who, where it was a person who signed in.")

    objects: ClassVar[models.Manager[Self]] = models.Manager.from_queryset(KeptRows)()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; a stored one is not saved again."""
        if not self._state.adding:
            raise KeptRefused("This row is not changed; add a newer one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise KeptRefused("This row is not removed; add a newer one.")
