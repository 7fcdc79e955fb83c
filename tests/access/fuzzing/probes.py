"""What is sent in the place of what is asked for, and how it would show that something took it for more."""

from __future__ import annotations

MARK = "zqx"
"""Stands in every probe that could become markup, a header or a formula, and nowhere in the product."""
SUM, SUMMED = "{{ 719100191|add:11111 }}", "719111302"
"""What a template would make of what is written."""
ELSEWHERE = "evil.example"

MARKUP = (
    f"\"'><{MARK} on{MARK}=1><script>{MARK}()</script>",
    f"</title></textarea></script></style>--><{MARK}>",
    f'" {MARK}="1" autofocus onfocus="{MARK}()',
    f"' {MARK}='1' onfocus='{MARK}()",
    f" {MARK}=1 on{MARK}=1",
    f"<svg/on{MARK}=1><math><{MARK}>",
    f"&lt;{MARK}&gt;&#60;{MARK}&#62;",
)
TEMPLATES = (f"{SUM}{{% debug %}}{{{{ settings.SECRET_KEY }}}}", "%s%(x)s%n{0}{0.__class__}${7*7}#{7*7}")
STATEMENTS = (
    "' OR '1'='1",
    "1; SELECT pg_sleep(30)--",
    "1) UNION SELECT password FROM accounts_user--",
    "%_\\%\\",
    "a & !b | <-> ':*",
)
FORMULAS = (f'=HYPERLINK("https://{ELSEWHERE}";"{MARK}")', f"+{MARK}", f"@{MARK}", f"\t-{MARK}", f"＝{MARK}")
LINES = (
    f"a\r\nX-{MARK}: 1\r\nSet-Cookie: {MARK}=1\r\n\r\n<{MARK}>",
    f"a\nBcc: {MARK}@{ELSEWHERE}",
    "\u2028\u2029\x85",
)
PATHS = (
    "../../../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "file:///etc/passwd",
    "/dev/stdin",
    "a" * 300 + ".csv",
)
PLACES = (
    f"//{ELSEWHERE}/",
    f"https://{ELSEWHERE}/{MARK}",
    f"javascript:{MARK}()",
    f" java\tscript:{MARK}()",
    f"data:text/html,<{MARK}>",
    f"/\\{ELSEWHERE}",
    f"http://user:{MARK}@127.0.0.1:6379/",
    "http://[::1",
)
NUMBERS = (
    "0", "-1", "1", "2", "3", "-0", "1.5", "1,5", "1e309", "NaN", "-Infinity", "0x10", "1_000", "٣", "²", "½",
    "2147483648", "9223372036854775808", "9" * 400, "-" + "9" * 40, "1" + "0" * 30 + ".0000000001",
)  # fmt: skip
DAYS = (
    "2026-02-31", "0001-01-01", "9999-12-31", "10000-01-01", "-2026-01-01", "2026-W60", "2026-W00",
    "0000-W01", "9999-W53", "24:00", "25:99", "9999-12-31T23:59:59", "0001-01-01T00:00",
    "2026-11-18T10:00+99:99", "31/02/2026",
)  # fmt: skip
SHAPES = (
    "",
    " ",
    "null",
    "None",
    "true",
    "[]",
    "{}",
    '{"$ne": null}',
    "[[1]]",
    "-",
    "on",
    "00000000-0000-0000-0000-000000000000",
)
SIGNS = (
    "\u202e" + MARK + "\u2066",
    "\ufeff\u200b\u200d\u2060",
    "\ufffe\uffff",
    "e" + "\u0301" * 500,
    "👩‍👩‍👧‍👦" * 50,
    "ß" * 90,
    "İ" * 90,
)
BYTES = (
    b"a\x00b",
    b"\xff\xfe",
    b"\xed\xa0\x80\xed\xb0\x80",
    b"\xc0\xaf",
    b"\xf5\x80\x80\x80",
    b"%00%0d%0a",
    b"\x1b[31m\x7f\x08",
)
LONG = (MARK * 33_000, "<" * 100_000, "(" * 50_000, " " * 100_000, "a@" * 20_000, "1" * 100_000)

TEXTS: tuple[str | bytes, ...] = (
    *MARKUP, *TEMPLATES, *STATEMENTS, *FORMULAS, *LINES, *PATHS, *PLACES, *NUMBERS, *DAYS, *SHAPES, *SIGNS,
    *BYTES,
)  # fmt: skip
EVERYTHING: tuple[str | bytes, ...] = (*TEXTS, *LONG)

KINDS: dict[str, tuple[str | bytes, ...]] = {
    "number": NUMBERS,
    "date": DAYS,
    "datetime-local": DAYS,
    "month": DAYS,
    "week": DAYS,
    "time": DAYS,
    "url": (*PLACES, *MARKUP),
}
"""What a field of a kind is sent half of the time, so that more than the first look at it is tried."""

HEADERS: tuple[dict[str, str], ...] = (
    {"HX-Request": "true"},
    {"HX-Request": "true", "HX-Target": f"\"'><{MARK}>", "HX-Trigger": "../../x", "HX-Trigger-Name": "\x85"},
    {"HX-Request": "true", "HX-Current-URL": f"javascript:{MARK}()", "HX-Prompt": f"<{MARK}>"},
    {"HX-Request": "true", "HX-Current-URL": f"https://{ELSEWHERE}/{MARK}", "HX-Boosted": "true"},
    {"HX-Request": "true", "HX-Current-URL": "http://[::1", "HX-History-Restore-Request": "true"},
    {"HX-Request": "true", "HX-Current-URL": "%ff%00", "HX-Current-URL-URI-AutoEncoded": "true"},
    {"HX-Request": "maybe", "HX-Target": "x" * 8000},
    {"Range": "bytes=0-0"},
    {"Range": "bytes=-1,5-,9999999999999999999-", "If-Range": f'"{MARK}"'},
    {"If-None-Match": "*", "If-Modified-Since": "Thu, 99 Foo 0000 99:99:99 GMT"},
    {"If-Match": f'W/"{MARK}', "If-Unmodified-Since": "-1"},
    {"Accept-Language": f"{MARK};q=9,*;q=-1,fr-" + "x" * 600},
    {"Accept-Language": "zh-Hant-\u00e9", "Accept": "*/" + MARK, "Accept-Encoding": "identity;q=0"},
    {"X-Forwarded-Host": ELSEWHERE, "X-Forwarded-Proto": "gopher", "X-Forwarded-For": f"<{MARK}>, ::1"},
    {"Forwarded": f"host={ELSEWHERE}", "X-Original-URL": "/record/", "X-HTTP-Method-Override": "DELETE"},
    {"User-Agent": f"<{MARK}>" * 300, "Referer": f"https://{ELSEWHERE}/<{MARK}>", "Sec-Purpose": "prefetch"},
    {"Cookie-Noise": "x", "Content-Encoding": "gzip", "Transfer-Encoding": "chunked"},
    {"Authorization": f"Bearer {MARK}\u00e9", "Origin": "null"},
)
METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE", "PROPFIND", "get")
BODIES: tuple[tuple[str, bytes], ...] = (
    ("application/json", b'{"text": {"$ne": null}, "a": [' + b"[" * 900 + b"]" * 900 + b"]}"),
    ("application/json", b"\xff{"),
    ("text/plain", b"a=b"),
    ("application/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\ncut sh'),
    ("multipart/form-data; boundary=" + "x" * 300, b"--x--"),
    ("application/x-www-form-urlencoded; charset=utf-16", b"text=%00%ff"),
    ("application/x-www-form-urlencoded; charset=nonsense", b"text=1"),
    ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % n for n in range(1_100))),
    ("", b"text=1"),
)
"""Bodies that are no form, of types that none of the forms has."""
