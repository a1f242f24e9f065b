"""What commands and screens call consents, types of properties and proposals. Reports have words of their own."""

from __future__ import annotations

from qualcode.model.message import N_

CONSENT_NAMES = {
    "quote": N_("may be quoted"),
    "anonymised": N_("quoted under a number"),
    "count": N_("counted, not quoted"),
    "none": N_("left out"),
}
TYPE_NAMES = {
    "text": N_("text"),
    "number": N_("number"),
    "yes-no": N_("yes or no"),
    "date": N_("date"),
}
PROPOSED_NAMES = {
    ("indicator", "add"): N_("new indicator"),
    ("indicator", "rename"): N_("rename an indicator"),
    ("indicator", "redefine"): N_("redefine an indicator"),
    ("indicator", "remove"): N_("remove an indicator"),
    ("code", "add"): N_("new code"),
    ("code", "rename"): N_("rename a code"),
    ("code", "redefine"): N_("redefine a code"),
    ("code", "move"): N_("move a code"),
    ("code", "merge"): N_("merge a code"),
    ("code", "split"): N_("split a code"),
    ("code", "remove"): N_("remove a code"),
}
STATE_NAMES = {"open": N_("still open"), "accepted": N_("accepted"), "declined": N_("declined")}
