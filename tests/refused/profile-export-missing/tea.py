"""Provider code without what the profile exports."""
