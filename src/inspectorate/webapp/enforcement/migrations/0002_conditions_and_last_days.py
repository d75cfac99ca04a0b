"""The text of a condition, and which one a case changes; the last days of suspensions that are on record already."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def keep_last_days(apps: Any, schema_editor: Any) -> None:
    """Say of the register what steps of suspension said: until when the setting is suspended."""
    steps = apps.get_model("enforcement", "StepTaken").objects.filter(
        case__kind="suspension", ends_on__isnull=False, struck_at__isnull=True
    )
    for step in steps.select_related("case").order_by("day", "id"):
        _keep_last_day(apps, step)
    spells = apps.get_model("register", "SettingSpell").objects
    for setting in apps.get_model("register", "Setting").objects.filter(standing="suspended"):
        setting.standing_until = spells.filter(body=setting.body_id).order_by("first").last().standing_until
        setting.save(update_fields=("standing_until",))


def _keep_last_day(apps: Any, step: Any) -> None:
    told = {"body": step.case.body_id, "standing": "suspended"}
    entries = apps.get_model("inspections", "RegisterEntry").objects.filter(
        as_of=step.day, run__isnull=True, source__contains="Enforcement: ", **told
    )
    if not entries.update(standing_until=step.ends_on):
        return
    spells = apps.get_model("register", "SettingSpell").objects.filter(**told)
    # An extension changed nothing that a spell could tell until now, and so has none of its own.
    before = spells.filter(first__lte=step.day).order_by("first").last()
    if before is not None and before.first < step.day:
        before.pk, before.first, before.known_on = None, step.day, entries.order_by("id").last().known_on
        before.save(force_insert=True)
    spells.filter(first__gte=step.day, first__lte=step.ends_on).update(standing_until=step.ends_on)


class Migration(migrations.Migration):

    dependencies = [
        ('enforcement', '0001_initial'),
        ('inspections', '0007_standing_until'),
        ('register', '0005_standing_until'),
    ]

    operations = [
        migrations.AddField(
            model_name='steptaken',
            name='changes',
            field=models.ForeignKey(blank=True, help_text='The case whose condition is varied or removed; empty where it is on record in none.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changed_by', to='enforcement.case'),
        ),
        migrations.AddField(
            model_name='steptaken',
            name='condition',
            field=models.TextField(blank=True, help_text='A condition of registration, as it is to read.'),
        ),
        migrations.RunPython(keep_last_days, migrations.RunPython.noop),
    ]
