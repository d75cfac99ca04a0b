"""Which time each file tells of: of two that differ, the one that tells of a later time is believed."""

from typing import Any

from django.db import migrations, models
from django.db.models import Max


def from_coverage(apps: Any, schema_editor: Any) -> None:
    """Runs that are there already: the last day of what they say they cover."""
    runs = apps.get_model("inspections", "ImportRun")
    for run in runs.objects.annotate(until=Max("coverage__last")).filter(until__isnull=False):
        run.tells_until = run.until
        run.save(update_fields=("tells_until",))


class Migration(migrations.Migration):
    dependencies = (("inspections", "0004_register_entries"),)
    operations = (
        migrations.AddField(
            model_name="importrun",
            name="tells_until",
            field=models.DateField(blank=True, help_text="The last day that its file tells of.", null=True),
        ),
        migrations.RunPython(from_coverage, migrations.RunPython.noop),
    )
