"""Our schemas of public vocabularies, where documents need them and have them not."""

from __future__ import annotations

from importlib import resources
from pathlib import Path, PurePosixPath

from .. import known, references
from ..document import Document
from ..references import Symbol
from ..xml import target_namespace
from .parsing import parse


def needed(documents: list[Document]) -> list[Document]:
    """Our schemas for what the documents refer to and do not define themselves."""
    made: list[Document] = []
    defined = {s for d in documents for s, _ in references.definitions(d.root)}
    queue = list(documents)
    while queue:
        for reference in references.below(queue.pop(0).root):
            name = reference.name
            if name is None or (reference.space, name) in defined:
                continue
            file = known.FILES.get(name.namespace)
            if file is not None and name.namespace not in {
                target_namespace(d.root) for d in made
            }:
                made.append(_ours(file, defined))
                queue.append(made[-1])
                defined |= {s for s, _ in references.definitions(made[-1].root)}
    return made


def _ours(name: str, defined: set[Symbol]) -> Document:
    """One of our schemas, without what the documents define."""
    content = resources.files("generator.known").joinpath(name).read_bytes()
    path = PurePosixPath("well-known", name)
    root = parse(Path(path), content)
    for symbol, node in list(references.definitions(root)):
        if symbol in defined:
            root.remove(node)
    return Document(path=path, file=Path(path), content=content, root=root)
