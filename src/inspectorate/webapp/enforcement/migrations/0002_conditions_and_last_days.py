"""The text of a condition, and which one a case changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enforcement', '0001_initial'),
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
    ]
