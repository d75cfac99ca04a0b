"""Names and addresses of children's homes of every kind are kept no longer, wherever a file had not redacted them."""

from typing import Any

from django.db import migrations

TYPES = ("childrens_home", "special_school_as_home", "secure_childrens_home")


def withhold(apps: Any, schema_editor: Any) -> None:
    """Entries that are there already: as imports add them from now on."""
    entries = apps.get_model("inspections", "RegisterEntry").objects.filter(type__in=TYPES)
    entries.update(name="", street="", town="", postcode="")


class Migration(migrations.Migration):
    dependencies = (("inspections", "0005_tells_until"),)
    operations = (migrations.RunPython(withhold, migrations.RunPython.noop),)
