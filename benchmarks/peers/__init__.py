"""The tasks as each contestant does them.

Each module has `tasks(folder)`, which gives them by name, with everything made ready
that a program makes ready once, and `reader(folder)`, which reads one answer.
The peers' own modules are loaded by name, since they come without types.
"""
