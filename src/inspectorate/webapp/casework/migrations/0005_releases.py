from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0004_sent_letters'),
    ]

    operations = [
        migrations.AddField(
            model_name='approval',
            name='content',
            field=models.TextField(blank=True, default='', help_text='Canonical JSON; empty where only the hash was kept.'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='case',
            name='answer_days_held',
            field=models.PositiveIntegerField(default=0, help_text="Working days that a complaint took of the body's time to answer, given back to it."),
        ),
    ]
