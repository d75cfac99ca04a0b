"""An inspection or visit as a case: its stages, evidence, judgements, report, checks and release."""
