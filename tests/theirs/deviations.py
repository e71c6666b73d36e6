"""Where xsdata does not do what the specification says: only there may it differ.

Each entry shows that it does, so that one dies when xsdata gets better.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from .same import XSI

_ADDRESSING: Final = "http://www.w3.org/2005/08/addressing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """What xsdata does in its own way.

    Attributes:
        feature: The feature that has it.
        reason: What is done instead, and where it says how it should be.
        where: The elements or attributes in question, as an XPath from the message's
            own element.
        what: How it comes out; see `Difference`.
        shown: The least message that shows it.
    """

    feature: str
    reason: str
    where: str
    what: str
    shown: str

    def holds(self, node: etree._Element) -> bool:
        """Whether a message has what is done otherwise."""
        return bool(node.xpath(self.where, namespaces={"t": "urn:tea", "xsi": XSI}))


_BREW: Final = f'<t:brew xmlns:t="urn:tea" xmlns:xsi="{XSI}"'
_NIL: Final = "forgets that an element of a restricted type may be nil (Part 1, 2.6.2)"
_NOTHING: Final = "loses an element of a choice that is empty or nil (Part 1, 3.8.4)"
_VALUED: Final = "tells elements of a choice by their values (Part 1, 3.8.4)"
_EMPTY: Final = "leaves out a list without items (Part 2, 2.5.1.2)"
_SHUT: Final = "takes attributes that differ in case for one (Part 1, 3.4.6)"

_SPACED: Final = "refuses white space around a duration (Part 2, 4.3.6)"

DEVIATIONS: Final = (
    Deviation(
        feature="abstract-heads",
        reason="loses the order of elements within a choice (Part 1, 3.8.4)",
        where="t:water/following-sibling::*",
        what="bytes",
        shown=f"{_BREW}><t:leaf><t:name/></t:leaf><t:jasmine><t:name/></t:jasmine>"
        "<t:water>1</t:water><t:jasmine><t:name/></t:jasmine></t:brew>",
    ),
    Deviation(
        feature="enumerations-of-any-base",
        reason=_EMPTY,
        where="wholes[not(node())]",
        what="bytes",
        shown=f"{_BREW}><wholes/></t:brew>",
    ),
    Deviation(
        feature="enumerations-of-any-base",
        reason="takes the space off a value that is a space (Part 2, 4.3.6)",
        where="empty[. = ' '] | @empty[. = ' ']",
        what="bytes",
        shown=f"{_BREW}><empty> </empty></t:brew>",
    ),
    Deviation(
        feature="anonymous-types",
        reason="takes an element's own type for another of that name (Part 1, 2.2.1.1)",
        where="t:Pot",
        what="unread",
        shown=f"{_BREW}><t:Pot><colour>red</colour><lid><öffnung/></lid></t:Pot>"
        "<other><litres>1</litres></other></t:brew>",
    ),
    Deviation(
        feature="attachments",
        reason=_NIL,
        where="t:back[@xsi:nil]",
        what="bytes",
        shown=f'<t:Album xmlns:t="urn:tea" xmlns:xsi="{XSI}"><t:cover>cid:cup'
        '</t:cover><t:back xsi:nil="true"/></t:Album>',
    ),
    Deviation(
        feature="choice",
        reason=_NOTHING,
        where="heat/wood[not(node())]",
        what="bytes",
        shown=f"{_BREW}><pot><cast>a</cast></pot><heat><degrees>1</degrees><wood/>"
        "<step>1</step><step>2</step></heat></t:brew>",
    ),
    Deviation(
        feature="choice",
        reason=_VALUED,
        where="heat/wood[. = '1' or . = '0' or . = 'true' or . = 'false']",
        what="bytes",
        shown=f"{_BREW}><pot><cast>a</cast></pot><heat><degrees>1</degrees>"
        "<wood>1</wood><step>1</step><step>2</step></heat></t:brew>",
    ),
    Deviation(
        feature="defaults",
        reason="has nothing for an empty element with a default (Part 1, 3.3.1)",
        where="ds[not(node())] | dl[not(node())]",
        what="value",
        shown=f'<t:brewResponse xmlns:t="urn:tea" xmlns:xsi="{XSI}"><ds/>'
        "</t:brewResponse>",
    ),
    Deviation(
        feature="draft-schemas",
        reason=_SPACED,
        where=".//steeps[. != normalize-space()]",
        what="unread",
        shown='<c:brew xmlns:c="urn:tea:calls"><leaf><name/><steeps> P1D</steeps>'
        "</leaf><minutes>1</minutes></c:brew>",
    ),
    Deviation(
        feature="durations-and-partial-dates",
        reason=_SPACED,
        where="wait[. != normalize-space()] | aDuration[. != normalize-space()]",
        what="unread",
        shown='<t:brewResponse xmlns:t="urn:tea"><wait> P1D</wait></t:brewResponse>',
    ),
    Deviation(
        feature="extension",
        reason=_SHUT,
        where=".//*[@a][@A]",
        what="bytes",
        shown=f'{_BREW}><tea xsi:type="t:GreenTea" a="1" A="2"><s/><S/></tea></t:brew>',
    ),
    Deviation(
        feature="extension",
        reason="takes what an extension has for what its base has (Part 1, 3.4.2)",
        where=".//note[preceding-sibling::S or preceding-sibling::steamed]",
        what="bytes",
        shown=f'{_BREW}><tea xsi:type="t:Sencha" A="2"><s/><S/><note/></tea></t:brew>',
    ),
    Deviation(
        feature="extension",
        reason=_VALUED,
        where="plain[contains(@xsi:type, ':Sencha')]",
        what="bytes",
        shown=f'<t:brewResponse xmlns:t="urn:tea" xmlns:xsi="{XSI}"><made A="1"><s/>'
        '<S/></made><plain xsi:type="t:Sencha" A="1"><s/><S/></plain>'
        "</t:brewResponse>",
    ),
    Deviation(
        feature="facets-rpc",
        reason=_NIL,
        where=".//grams[@xsi:nil]",
        what="bytes",
        shown=f'<t:getLeavesResponse xmlns:t="urn:tea:calls" xmlns:xsi="{XSI}"><leaves>'
        '<leaf><code>AB</code><grams xsi:nil="true"/></leaf></leaves>'
        "</t:getLeavesResponse>",
    ),
    Deviation(
        feature="leading-zeros",
        reason=_EMPTY,
        where="hours[not(node())]",
        what="bytes",
        shown=f"{_BREW}><lot>0000000007</lot><heat>005</heat><price>0001.50</price>"
        "<free>1</free><hours/><when>10</when><only>07</only>"
        '<cup lot="1000000000">10</cup></t:brew>',
    ),
    Deviation(
        feature="lists-and-unions",
        reason=_EMPTY,
        where=".//*[not(node())] | .//@*[. = '']",
        what="bytes",
        shown=f"{_BREW}><sizes/><either>7</either></t:brew>",
    ),
    Deviation(
        feature="nil-messages",
        reason="forgets the type of what is nil, though its own is abstract "
        "(Part 1, 3.3.4)",
        where=".//*[@xsi:nil][@xsi:type]",
        what="bytes",
        shown=f'{_BREW}><vessel xsi:type="t:Cup" xsi:nil="true"/></t:brew>',
    ),
    Deviation(
        feature="qualified-names",
        reason="takes names in enumerations as they are spelt (Part 2, 3.2.18)",
        where="sort | leaf | sorts | open | cup | usual | both",
        what="unread",
        shown=f'{_BREW} xmlns:q="urn:tea"><leaf>q:black</leaf></t:brew>',
    ),
    Deviation(
        feature="repeated-groups",
        reason="loses the order of groups within a sequence (Part 1, 3.8.4)",
        where="recipe/grams/following-sibling::leaf",
        what="bytes",
        shown=f"{_BREW}><recipe><title/><leaf/><grams>1</grams><leaf/><grams>2</grams>"
        "</recipe><stir>1</stir><milk/></t:brew>",
    ),
    Deviation(
        feature="reserved-names",
        reason=_SPACED,
        where="Duration/of[. != normalize-space()]",
        what="unread",
        shown='<t:ask xmlns:t="urn:tea"><Duration><of> P1D</of></Duration></t:ask>',
    ),
    Deviation(
        feature="substitution-groups",
        reason="gives an element without a type not that of its head (Part 1, 3.3.2)",
        where=".//t:wait",
        what="value",
        shown=f"{_BREW}><t:wait><minutes>1</minutes></t:wait></t:brew>",
    ),
    Deviation(
        feature="turns",
        reason="loses the order of groups within a sequence (Part 1, 3.8.4)",
        where="*[stir or sip]/cup[2]",
        what="bytes",
        shown=f"{_BREW}><rounds><cup>1</cup><cup>2</cup><stir>3</stir></rounds>"
        "</t:brew>",
    ),
    Deviation(
        feature="well-known-imports",
        reason="takes a wildcard's target namespace to be that of the element around "
        "(Part 1, 3.10.1)",
        where="answerTo/t:*",
        what="unread",
        shown=f'{_BREW}><answerTo><a:Address xmlns:a="{_ADDRESSING}">a</a:Address>'
        "<t:more/></answerTo></t:brew>",
    ),
)
