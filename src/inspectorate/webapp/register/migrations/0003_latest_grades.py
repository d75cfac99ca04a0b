"""The latest grade of each setting, for lists of very many."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("register", "0002_settings"),)
    operations = (
        migrations.AddField(
            model_name="setting",
            name="grade",
            field=models.CharField(blank=True, help_text="Overall; empty where nobody has judged it.", max_length=40),
        ),
        migrations.AddField(model_name="setting", name="graded_on", field=models.DateField(blank=True, null=True)),
        migrations.AddIndex(
            model_name="setting", index=models.Index(fields=["grade"], name="register_se_grade_cd7ea4_idx")
        ),
    )
