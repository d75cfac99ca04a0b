"""Back-tests of forecasts that were kept. None holds what was forecast of any one body."""

from __future__ import annotations

from django.db import models


class KeptBacktest(models.Model):
    """One back-test of inspections that began from ``first`` to ``last``; ``result`` as the command prints it.

    ``left_out`` counts the inspections that had no forecast, by reason; ``origins`` are the days forecast from.
    """

    kind = models.CharField(max_length=10, choices=(("authority", "Authorities"), ("setting", "Settings")))
    area = models.CharField(max_length=60)
    first = models.DateField()
    last = models.DateField()
    origins = models.JSONField()
    left_out = models.JSONField(default=dict, blank=True)
    result = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.first}"
