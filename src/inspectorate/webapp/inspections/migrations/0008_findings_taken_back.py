"""Findings that a report no longer has, once it was amended or withdrawn."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inspections', '0007_standing_until'),
    ]

    operations = [
        migrations.AddField(
            model_name='finding',
            name='taken_back_at',
            field=models.DateTimeField(blank=True, help_text='When the report that said so no longer did.', null=True),
        ),
        migrations.AddField(
            model_name='finding',
            name='taken_back_by',
            field=models.CharField(blank=True, default='', max_length=200),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('taken_back_at__isnull', True), ('taken_back_by', '')) | models.Q(('taken_back_at__isnull', False)) & ~models.Q(('taken_back_by', '')), name='finding_taken_back_together'),
        ),
    ]
