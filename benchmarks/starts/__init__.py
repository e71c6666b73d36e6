"""A whole process that makes one call: `python -m benchmarks.starts.ours`.

Each imports, makes its client ready, and has syncLead answered by a stand-in in the
same process. So there is little in here, and nothing of the other modules is needed.
"""

from typing import Final

ANSWER: Final = (
    b'<?xml version="1.0" encoding="UTF-8"?>'
    b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"'
    b' xmlns:m="http://www.marketo.com/mktows/"><e:Body><m:successSyncLead><result>'
    b"<leadId>7</leadId><syncStatus><leadId>7</leadId><status>CREATED</status>"
    b"</syncStatus></result></m:successSyncLead></e:Body></e:Envelope>"
)
"""What the stand-in answers."""
