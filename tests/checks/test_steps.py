"""What the checks take for pure is what the arrows hold pure."""

import tomllib

from checks.steps import PURE, ROOT


def test_every_package_without_django_has_its_coverage_counted() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    pure = next(contract for contract in contracts if "django" in contract.get("forbidden_modules", ()))
    assert {f"inspectorate.{package}" for package in PURE} == set(pure["source_modules"])
    assert all((ROOT / "tests" / package).is_dir() for package in PURE)
