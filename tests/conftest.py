"""Settings of all tests."""

from hypothesis import settings

# a busy machine may take longer over one example than any deadline that would mean something
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
