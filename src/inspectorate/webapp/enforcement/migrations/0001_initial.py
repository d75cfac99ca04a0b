"""Cases of enforcement and the steps taken in them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('inspections', '0005_tells_until'),
        ('register', '0003_latest_grades'),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('state', models.CharField(max_length=40)),
                ('ended', models.BooleanField(default=False)),
                ('opened_on', models.DateField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enforcement', to='register.body')),
                ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='enforcement.case')),
            ],
            options={
                'ordering': ('-opened_on', '-id'),
            },
        ),
        migrations.CreateModel(
            name='StepTaken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(max_length=40)),
                ('day', models.DateField()),
                ('reason', models.TextField()),
                ('regulation', models.CharField(blank=True, max_length=200)),
                ('put_right_by', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('agreed_by', models.CharField(blank=True, help_text='The second person, where one must agree.', max_length=200)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('recorded_by', models.CharField(max_length=200)),
                ('struck_at', models.DateTimeField(blank=True, null=True)),
                ('struck_by', models.CharField(blank=True, max_length=200)),
                ('struck_reason', models.TextField(blank=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='enforcement.case')),
                ('inspection', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enforcement', to='inspections.inspection')),
            ],
            options={
                'verbose_name_plural': 'steps taken',
                'ordering': ('day', 'id'),
            },
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['ended', 'kind'], name='enforcement_ended_e94aeb_idx'),
        ),
        migrations.AddConstraint(
            model_name='steptaken',
            constraint=models.CheckConstraint(condition=models.Q(('put_right_by__isnull', True), ('put_right_by__gte', models.F('day')), _connector='OR'), name='step_put_right_after'),
        ),
        migrations.AddConstraint(
            model_name='steptaken',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('day')), _connector='OR'), name='step_ends_after'),
        ),
        migrations.AddConstraint(
            model_name='steptaken',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at__isnull', True), ('struck_by', ''), ('struck_reason', '')), models.Q(('struck_at__isnull', False), models.Q(('struck_by', ''), _negated=True), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='step_struck_together'),
        ),
    ]
