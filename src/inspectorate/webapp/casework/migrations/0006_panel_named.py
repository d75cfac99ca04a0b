from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0005_releases'),
    ]

    operations = [
        migrations.AlterField(
            model_name='member',
            name='part',
            field=models.CharField(choices=[('lead', 'Lead inspector'), ('inspector', 'Inspector'), ('assurer', 'Quality assurer'), ('panel', 'Consistency panel')], max_length=20),
        ),
    ]
