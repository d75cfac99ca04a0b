"""Forms that were taken in, so that one which is sent again is taken in once."""

from django.db import models


class TakenForm(models.Model):
    """A form that a device kept as a draft and the server took in: where it led, and the hash of what was in it.

    The answer to the device may have been lost, and the form be sent again; with other words in it, it is another form.
    """

    draft = models.UUIDField()
    user_id = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    location = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("draft", "user_id", "sha256"), name="form_taken_once"),)

    def __str__(self) -> str:
        return f"{self.draft} led to {self.location}"
