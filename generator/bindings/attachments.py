"""Parts that travel beside the envelope: fields of what a message carries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..model import Attachment, QName
from ..naming import Names, unique
from .catalogue import Binding, Field, Place
from .values import Atomic


def attached(
    binding: Binding, attachments: Iterable[Attachment], names: Names
) -> Binding:
    """A message with its attachments, behind what stands in the envelope."""
    given = list(attachments)
    taken = [field.name for field in binding.fields]
    spelt = unique((names.field(a.part.name) for a in given), taken)
    fields = map(_field, spelt, given)
    return replace(binding, fields=(*binding.fields, *fields))


def _field(name: str, attachment: Attachment) -> Field:
    media = ", ".join(f"`{kind}`" for kind in attachment.media)
    return Field(
        name=name,
        wire=QName("", attachment.part.name),
        place=Place.ATTACHMENT,
        type=Atomic("swaRef"),
        required=True,
        repeated=False,
        nillable=False,
        help=f"Travels beside the envelope, as {media or 'bytes of any type'}.",
        media=attachment.media,
    )
