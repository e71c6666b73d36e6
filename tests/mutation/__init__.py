"""Breaks the guards, one place at a time, and names what no test noticed.

`changes` makes the mistakes, `reach` finds which tests get to which lines, `trials`
runs just these against each mistake, in processes that have the libraries loaded.
`equivalent.toml` names the mistakes that make no difference, and says why.
"""
