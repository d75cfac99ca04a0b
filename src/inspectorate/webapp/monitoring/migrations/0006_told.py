from django.db import migrations, models
from django.db.models import F
from django.utils import timezone


def as_added(apps, schema_editor):
    """What is there was told when it was added, and computed on data that were new then."""
    apps.get_model("monitoring", "Review").objects.update(told_at=F("at"))
    apps.get_model("monitoring", "Computation").objects.filter(state="complete").update(data_since=F("finished_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('monitoring', '0005_backtests'),
    ]

    operations = [
        migrations.AddField(
            model_name='review',
            name='told_at',
            field=models.DateTimeField(default=timezone.now, help_text='From when it stands among the reviews.'),
        ),
        migrations.AddField(
            model_name='computation',
            name='data_since',
            field=models.DateTimeField(blank=True, help_text='When the first computation on the same data was complete.', null=True),
        ),
        migrations.AlterModelOptions(
            name='review',
            options={'ordering': ('-told_at', '-id')},
        ),
        migrations.RunPython(as_added, migrations.RunPython.noop),
    ]
