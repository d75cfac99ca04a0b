"""The last day of a standing that ends by itself, in the view of the register."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0004_withheld_names'),
    ]

    operations = [
        migrations.AddField(
            model_name='setting',
            name='standing_until',
            field=models.DateField(blank=True, help_text='The last day of a standing that ends itself.', null=True),
        ),
        migrations.AddField(
            model_name='settingspell',
            name='standing_until',
            field=models.DateField(blank=True, help_text='The last day of a standing that ends itself.', null=True),
        ),
    ]
