"""What duben exports, read by the programs that it is for; and what they keep of it, counted.

usage: check.py PATH-TO-DUBEN
"""

import csv
import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import bibtexparser
import frontmatter
import orgparse
from pyld import jsonld

ARTICLE = """---
title: 末班渡船
author: 林一
source: 柳渡日报
date: 2026-02-28
url: https://example.org/ferry?a=1&b=2
---

# 末班渡船

𠮷野家门口的灯亮了，渡船还没有靠岸。

老船工说："=明天，不开了"，然后把缆绳\t绕了三圈。
"""

NOTES = [
    ("野家门口的灯", "**为什么**是灯？\n\n- 一, 二\n- \"三\"", ["店 铺", "灯"]),
    ("=明天，不开了", "=1+1", []),
    ("缆绳", "* 不是标题\n#+begin_src\n😀", ["船"]),
]

# The terms of http://www.w3.org/ns/anno.jsonld that duben writes, as the vocabulary defines them
# (Web Annotation Vocabulary, appendix A), so that no network is needed.
OA, AS, DC = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#", "http://purl.org/dc/"
XSD, RDF = "http://www.w3.org/2001/XMLSchema#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
COUNT = XSD + "nonNegativeInteger"
CONTEXT = {
    "id": "@id",
    "type": "@type",
    "Annotation": OA + "Annotation",
    "AnnotationCollection": AS + "OrderedCollection",
    "AnnotationPage": AS + "OrderedCollectionPage",
    "TextualBody": OA + "TextualBody",
    "TextQuoteSelector": OA + "TextQuoteSelector",
    "TextPositionSelector": OA + "TextPositionSelector",
    "body": {"@id": OA + "hasBody", "@type": "@id"},
    "target": {"@id": OA + "hasTarget", "@type": "@id"},
    "source": {"@id": OA + "hasSource", "@type": "@id"},
    "selector": {"@id": OA + "hasSelector", "@type": "@id"},
    "motivation": {"@id": OA + "motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": OA + "hasPurpose", "@type": "@vocab"},
    **{word: OA + word for word in ("commenting", "highlighting", "bookmarking", "tagging")},
    **{word: OA + word for word in ("exact", "prefix", "suffix", "styleClass")},
    **{word: {"@id": OA + word, "@type": COUNT} for word in ("start", "end")},
    "value": RDF + "value",
    "format": DC + "elements/1.1/format",
    "created": {"@id": DC + "terms/created", "@type": XSD + "dateTime"},
    "modified": {"@id": DC + "terms/modified", "@type": XSD + "dateTime"},
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "total": {"@id": AS + "totalItems", "@type": COUNT},
    "startIndex": {"@id": AS + "startIndex", "@type": COUNT},
    "first": {"@id": AS + "first", "@type": "@id"},
    "items": {"@id": AS + "items", "@type": "@id", "@container": "@list"},
}


class Duben:
    """The program with a library of one article and notes of its own."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.library = folder / "library"
        self.library.mkdir()
        (self.library / "渡船.md").write_text(ARTICLE, encoding="utf-8")

    def run(self, *arguments, data="data"):
        command = [self.program, *map(str, arguments), "--data-dir", str(self.folder / data)]
        environment = {"HOME": str(self.folder), "PATH": "/usr/bin:/bin"}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        return done.stdout

    def export(self, form, data="data"):
        return self.run("notes", "export", "--format", form, self.library, data=data)


def web_annotation(duben):
    """JSON-LD: no value is lost in the expansion to RDF, and an import brings the same marks."""
    text = duben.export("w3c")
    document = json.loads(text)

    def load(url, _options=None):
        assert url == "http://www.w3.org/ns/anno.jsonld", url
        return {"document": {"@context": CONTEXT}, "documentUrl": url, "contextUrl": None}

    quads = jsonld.to_rdf(document, {"documentLoader": load})
    objects = {quad["object"]["value"] for quads in quads.values() for quad in quads}
    objects |= {quad["subject"]["value"] for quads in quads.values() for quad in quads}
    known = {CONTEXT[word] for word in CONTEXT if isinstance(CONTEXT[word], str)}

    def values(node):
        if isinstance(node, dict):
            for key, value in node.items():
                if key not in ("@context", "type", "motivation", "purpose"):
                    yield from values(value)
        elif isinstance(node, list):
            for value in node:
                yield from values(value)
        else:
            yield str(node)

    lost = [value for value in values(document) if value not in objects and value not in known]
    assert not lost, lost
    page = document["first"]["items"]
    assert len(page) == len(NOTES) == document["total"]

    saved = duben.folder / "notes.json"
    saved.write_text(text, encoding="utf-8")
    duben.run("notes", "import", saved, duben.library, data="other")
    again = json.loads(duben.export("w3c", data="other"))["first"]["items"]
    strip = lambda item: {key: item[key] for key in item if key != "modified"}
    assert list(map(strip, again)) == list(map(strip, page))
    assert "0 added" in duben.run("notes", "import", saved, duben.library, data="other")
    return f"{len(objects)} values of RDF, the same marks after an import"


def anki(duben):
    """Anki's own importer, twice: no card comes double."""
    from anki.collection import Collection, ImportCsvRequest

    cards = duben.folder / "notes.txt"
    cards.write_text(duben.export("anki"), encoding="utf-8")
    collection = Collection(str(duben.folder / "collection.anki2"))
    for _ in range(2):
        metadata = collection.get_csv_metadata(str(cards), None)
        collection.import_csv(ImportCsvRequest(path=str(cards), metadata=metadata))
        notes = [collection.get_note(note) for note in collection.find_notes("")]
        assert len(notes) == len(NOTES), len(notes)
    fronts = sorted(note.fields[0] for note in notes)
    assert fronts == sorted(quote for quote, _, _ in NOTES), fronts
    tags = sorted(tag for note in notes for tag in note.tags)
    assert tags == sorted(["店-铺", "灯", "船"]), tags
    collection.close()
    return f"{len(notes)} notes after two imports"


def bibtex(duben):
    """One entry, with Chinese names and titles as they are."""
    library = bibtexparser.parse_string(duben.export("bibtex"))
    assert not library.failed_blocks, library.failed_blocks
    [entry] = library.entries
    fields = {field.key: field.value.strip("{}") for field in entry.fields}
    assert fields["title"] == "末班渡船" and fields["author"] == "林一", fields
    assert fields["url"] == "https://example.org/ferry?a=1&b=2", fields
    return entry.key


def readwise(duben):
    """CSV with commas, quotes and line ends in its cells."""
    rows = list(csv.DictReader(io.StringIO(duben.export("readwise"))))
    assert [row["Highlight"].lstrip("'") for row in rows] == [quote for quote, _, _ in NOTES]
    assert all(not row["Note"].startswith("=") for row in rows)
    assert rows[0]["Note"].endswith(NOTES[0][1]), rows[0]
    return f"{len(rows)} rows"


def folders(duben):
    """Obsidian's front matter and Org's properties; exporting again adds nothing."""
    found = []
    for form, end in (("obsidian", "md"), ("org", "org")):
        folder = duben.folder / form
        folder.mkdir()
        arguments = ("notes", "export", "--format", form, "--to", folder, duben.library)
        duben.run(*arguments)
        [file] = folder.glob(f"*.{end}")
        first = file.read_text(encoding="utf-8")
        assert duben.run(*arguments) == "" and file.read_text(encoding="utf-8") == first
        if form == "obsidian":
            post = frontmatter.loads(first)
            assert post["title"] == "末班渡船" and str(post["date"]) == "2026-02-28", post.metadata
            found.append(f"{post.content.count('> [!quote]')} callouts")
        else:
            headlines = orgparse.loads(first).children
            names = [headline.get_property("CUSTOM_ID") for headline in headlines]
            assert len(names) == len(NOTES) and all(names), names
            found.append(f"{len(headlines)} headlines")
    return ", ".join(found)


def main():
    program = str(Path(sys.argv[1]).resolve())
    for check in (web_annotation, anki, bibtex, readwise, folders):
        with tempfile.TemporaryDirectory() as folder:
            duben = Duben(program, Path(folder))
            for quote, note, tags in NOTES:
                options = [option for tag in tags for option in ("--tag", tag)]
                duben.run("notes", "add", duben.library, "--at", quote, "--note", note, *options)
            print(f"interop: {check.__name__}: {check(duben)}")


main()
