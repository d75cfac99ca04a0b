"""The register's tables: bodies with their dated names and codes, settings and their owners."""

from inspectorate.webapp.register.models.bodies import Body, BodyCode, BodyName, Contact, ContactRole, Succession
from inspectorate.webapp.register.models.settings import Owner, Setting, SettingSpell

__all__ = [
    "Body",
    "BodyCode",
    "BodyName",
    "Contact",
    "ContactRole",
    "Owner",
    "Setting",
    "SettingSpell",
    "Succession",
]
