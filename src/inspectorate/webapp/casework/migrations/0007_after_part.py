"""Evidence that was sent after its writer's part in the case had ended."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0006_panel_named'),
    ]

    operations = [
        migrations.AddField(
            model_name='attachment',
            name='after_part',
            field=models.BooleanField(default=False, help_text="Sent after the writer's part in the case had ended."),
        ),
        migrations.AddField(
            model_name='noteversion',
            name='after_part',
            field=models.BooleanField(default=False, help_text="Sent after the writer's part in the case had ended."),
        ),
    ]
