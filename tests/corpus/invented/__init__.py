"""Documents that nobody wrote: random schemas, which libxml2 says are schemas.

A real document has what its author needed. These have what the specification allows,
side by side: what no test names and no service uses yet.
"""
