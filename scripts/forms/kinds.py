"""Every kind of document that is made, by its id."""

from . import administrative, cards, certificates, civil, counter, unknown

KINDS = {**administrative.KINDS, **civil.KINDS, **counter.KINDS, **cards.KINDS, **certificates.KINDS, **unknown.KINDS}
SHARES = {"khong_ro": 6}  # so many times as many as of another kind
# Colours of security print are lost on a black and white scan, and nobody scans a card so.
INSTEAD = {kind: {"bw200": "office"} for kind in cards.KINDS}
LEAST_DPI = {kind: 300 for kind in cards.KINDS}
