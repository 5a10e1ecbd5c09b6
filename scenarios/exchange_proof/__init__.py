"""The tests of prove-rolesanywhere."""
