"""Provider code that would replace the errors of the package."""
