"""Under which subject a command stands in the help."""

from __future__ import annotations

from qualcode.model.message import N_

BEGIN = N_("To begin")
DOCUMENTS = N_("Documents")
CODING = N_("Coding")
CASES = N_("Cases and people")
RESULTS = N_("Results")
SAFETY = N_("Looking after the project")

# In the order of the help; the last is for commands below another.
SUBJECTS = (BEGIN, DOCUMENTS, CODING, CASES, RESULTS, SAFETY, N_("Commands"))
