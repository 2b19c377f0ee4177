"""A small published site, made by hand: what servers are tried on."""

import json
from hashlib import sha256
from pathlib import Path

_PAGE = """\
<!DOCTYPE html>
<html lang="{language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-x'">
<title>{title}</title>
</head>
<body><main><h1>{title}</h1></main></body>
</html>
"""
FILES = {
    "index.html": _PAGE.format(language="es", title="Elija un idioma: ¿«a» & b?").encode(),
    "sw.js": b"'use strict';\n",
    "sitemap.xml": b"<urlset/>\n",
    "en/index.html": _PAGE.format(language="en", title="The list").encode(),
    "en/how-it-works/index.html": _PAGE.format(language="en", title="The door").encode(),
    "en/how-it-works/leaflet.html": _PAGE.format(language="en", title="The leaflet").encode(),
    "en/how-it-works/leaflet.pdf": b"%PDF-" + bytes(range(256)) * 8,
    "en/how-it-works/leaflet.ogg": b"OggS" + bytes(range(255, -1, -1)) * 900,
    "en/how-it-works/leaflet.txt": "Plain words, and no \u201cpromise\u201d.\n".encode(),
    "en/how-it-works/leaflet.md": b"# Words\n",
    "en/how-it-works/leaflet.json": b"{}\n",
    "en/how-it-works/code.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>\n',
}


def site_folder(folder: Path, files: dict[str, bytes] = FILES) -> Path:
    """Write a site, and its manifest last."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    write_manifest(folder, files)
    return folder


def write_manifest(folder: Path, files: dict[str, bytes]) -> None:
    """Name files as `ketacli publish` does."""
    named = {name: entry(content) for name, content in sorted(files.items())}
    said = {"format": 1, "program": "0.1.0", "files": named}
    (folder / "manifest.json").write_text(json.dumps(said), encoding="utf-8")


def entry(content: bytes) -> dict[str, object]:
    """What a manifest says of one file."""
    return {"sha256": digest(content), "bytes": len(content)}


def digest(content: bytes) -> str:
    """As it stands in a manifest, and in an ETag."""
    return sha256(content).hexdigest()
