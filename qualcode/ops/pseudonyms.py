"""Names of people who do not want to be named, kept out of what leaves the project.

A person who is quoted under a number, only counted, or left out has one number in a whole report: *Person 3*. It stands
wherever their name stood: in sources, titles, memos, and in what others said of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from qualcode.model.case import Person
from qualcode.model.document import Document, Speaker
from qualcode.model.message import N_
from qualcode.store.session import Session

# Too short to be told from ordinary words and initials.
_SHORTEST = 3
_PARTICLES = {"van", "von", "den", "der", "ter", "ten", "des", "del", "die", "las", "los", "ben", "mme", "mevr", "frau"}


class Pseudonyms:
    """Who is called what in a report. Numbers follow the documents (`numbers`, by id), then the names."""

    def __init__(
        self,
        people: Sequence[Person],
        speakers: Sequence[Speaker],
        numbers: Mapping[str, int],
        say: Callable[[str], str],
    ) -> None:
        first: dict[str, int] = {}
        for speaker in speakers:
            if speaker.person is not None:
                place = numbers[speaker.document]
                first[speaker.person] = min(first.get(speaker.person, place), place)
        hidden = [person for person in people if person.consent != "quote"]
        hidden.sort(
            key=lambda person: (first.get(person.id, max(numbers.values(), default=0) + 1), person.name, person.id)
        )
        self._shown = {person.id: say(N_("Person {n}")).format(n=place) for place, person in enumerate(hidden, 1)}
        self._alone = {person.name: self._shown[person.id] for person in hidden}
        self._instead: dict[str, str] = {}
        for person in hidden:
            for name in _forms(person.name):
                self._instead.setdefault(name, self._shown[person.id])
        for speaker in speakers:
            if speaker.person in self._shown and len(speaker.name) >= _SHORTEST:
                for form in (speaker.name, speaker.name.upper(), speaker.name.capitalize()):
                    self._instead.setdefault(form, self._shown[speaker.person])
        longest_first = sorted(self._instead, key=len, reverse=True)
        self._names = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first) or r"(?!)")

    def __len__(self) -> int:
        return len(self._shown)

    def name(self, person: Person) -> str:
        """The person's name, or the number they go by."""
        return self._shown.get(person.id, person.name)

    def header(self, name: str) -> str:
        """A name standing alone, as in a table: the number where it is somebody's who is not to be named."""
        return self._alone.get(name) or self.mask(name)

    def mask(self, text: str) -> str:
        """`text` with the names of people who are not to be named replaced by their numbers."""
        return self._names.sub(lambda match: f"[{self._instead[match[0]]}]", text)

    def mask_with_places(self, text: str, places: Iterable[int]) -> tuple[str, dict[int, int]]:
        """`mask`, and where characters (places in `text`) then are; one within a name is at its beginning."""
        found = [(each.start(), each.end(), len(self._instead[each[0]]) + 2) for each in self._names.finditer(text)]
        moved = {}
        for place in places:
            shift = sum(length - (end - start) for start, end, length in found if end <= place)
            moved[place] = next((start for start, end, _ in found if start < place < end), place) + shift
        return self.mask(text), moved


def pseudonyms(session: Session, say: Callable[[str], str]) -> Pseudonyms:
    """Those of a project, in the language that `say` speaks."""
    numbers = {document.id: document.number for document in session.all(Document)}
    return Pseudonyms(session.all(Person), session.all(Speaker), numbers, say)


def _forms(name: str) -> list[str]:
    """The ways a name is written in running text: whole, its parts, in capitals. Case counts: *Rose* is no rose."""
    parts = [part.strip(".,()") for part in name.split()]
    names = [part for part in parts if len(part) >= _SHORTEST and part[:1].isupper()]
    kept = [name, *(part for part in names if part.casefold() not in _PARTICLES)]
    return [form for each in kept if len(each) >= _SHORTEST for form in (each, each.upper())]
