"""Editions as they were when somebody relied on them."""

from typing import Any, NoReturn

from django.db import models

from inspectorate.framework.model import Edition


class StoredEdition(models.Model):
    """A resolved edition by the hash of its content: what a decision pinned stays readable after an upgrade."""

    content_hash = models.CharField(max_length=64, primary_key=True)
    edition = models.CharField(max_length=60, help_text="Its id in the library: regime/YYYY-MM-DD.")
    content = models.TextField(
        help_text="JSON. As text: a database may put the parts of a JSON value in another order."
    )
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("edition", "stored_at")

    def __str__(self) -> str:
        return f"{self.edition} ({self.content_hash[:12]})"

    def read(self) -> Edition:
        """The edition as it was, its scales in their order."""
        return Edition.model_validate_json(self.content)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store once; what is stored under a hash never changes."""
        if not self._state.adding:
            raise ValueError("A stored edition does not change; another content has another hash.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: decisions cite it."""
        raise ValueError("A stored edition is kept for as long as anything may cite it.")
