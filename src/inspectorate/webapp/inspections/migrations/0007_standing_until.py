"""The last day of a standing that ends by itself, as entries of the register give it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inspections', '0006_withheld_names'),
        ('register', '0005_standing_until'),
    ]

    operations = [
        migrations.AddField(
            model_name='registerentry',
            name='standing_until',
            field=models.DateField(blank=True, help_text='The last day of a standing that ends itself.', null=True),
        ),
        migrations.AddConstraint(
            model_name='registerentry',
            constraint=models.CheckConstraint(condition=models.Q(('standing_until__isnull', True), models.Q(('standing_until__gte', models.F('as_of')), models.Q(('standing', ''), _negated=True)), _connector='OR'), name='register_entry_until'),
        ),
    ]
