#!/usr/bin/env python3
"""Verifies what GET /v1/accounts/{user}/ledger answered: numbering, sums and the hash chain (docs/ledger.md).

usage: verify_ledger.py [-H 'Name: value']... [page.json | URL]...     (without a file or URL: standard input)
A URL is followed to its end; several files are the pages of one account in order. Exit status 1: not valid.
"""
import hashlib, json, sys, urllib.parse, urllib.request
from decimal import Decimal

class Number(str):
    """A number literal, kept as it was sent."""

def read(text):
    return json.loads(text, parse_int=Number, parse_float=Number)

def canonical(value):
    if isinstance(value, dict):
        return "{" + ",".join(canonical(k) + ":" + canonical(value[k]) for k in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return str(value) if isinstance(value, Number) else json.dumps(value, ensure_ascii=False)

def micros(amount):
    return int(Decimal(amount) * 1_000_000)

def text(entry, name):
    return "" if entry.get(name) is None else canonical(entry[name])

def pages(sources, headers):
    for source in sources or ["-"]:
        if not source.startswith("http"):
            yield read(sys.stdin.read() if source == "-" else open(source, encoding="utf-8").read())
            continue
        after = 0
        while after is not None:
            url = source + ("&" if "?" in source else "?") + urllib.parse.urlencode({"after": after})
            page = read(urllib.request.urlopen(urllib.request.Request(url, headers=headers)).read())
            yield page
            after = page["next"]

def verify(entries):
    hash_before, seq, balance = "0" * 64, 0, 0
    for e in entries:
        if seq == 0 and int(e["seq"]) > 1:  # the pages begin later: trust the entry before them
            hash_before, seq, balance = e["prevHash"], int(e["seq"]) - 1, micros(e["balanceAfter"]) - micros(e["amount"])
        draws = ",".join(f'{d["bucket"]} {d["source"]} {micros(d["amount"])}' for d in e["draws"])
        lines = [e["prevHash"], e["seq"], e["kind"], str(micros(e["amount"])), str(micros(e["balanceAfter"])), draws,
                 e.get("commandId") or "", e["at"], text(e, "operation"), text(e, "reason"), text(e, "metadata")]
        for wrong, what in ((int(e["seq"]) != seq + 1, "is not the next"), (e["prevHash"] != hash_before, "breaks the chain"),
                            (micros(e["balanceAfter"]) != balance + micros(e["amount"]), "does not add up"),
                            (hashlib.sha256("\n".join(lines).encode()).hexdigest() != e["hash"], "was changed")):
            if wrong:
                sys.exit(f'not valid: entry {e["seq"]} {what}')
        hash_before, seq, balance = e["hash"], seq + 1, micros(e["balanceAfter"])
    print(f"valid: {seq} entries, balance {Decimal(balance) / 1_000_000:f}, hash {hash_before}")

args = sys.argv[1:]
heads = [args.pop(i + 1) for i in range(len(args) - 2, -1, -1) if args[i] == "-H"]
verify(e for page in pages([a for a in args if a != "-H"], dict(h.split(": ", 1) for h in heads)) for e in page["entries"])
