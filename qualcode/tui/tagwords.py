"""What one chooses excerpts by, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.i18n import _, language
from qualcode.model.codebook import label
from qualcode.model.message import N_
from qualcode.ops.choosing import Filters, Tag
from qualcode.tui.codes import CodeLook
from qualcode.tui.excerpt_jobs import Everything
from qualcode.tui.words import effect_name, kind_name, language_name

_NAMES = {
    "code": N_("Code"),
    "case": N_("Enterprise"),
    "person": N_("Person"),
    "speaker": N_("Speaker"),
    "document": N_("Document"),
    "effect": N_("Effect"),
    "coder": N_("Coder"),
    "memo": N_("Memo"),
    "kind": N_("Kind"),
    "language": N_("Language"),
    "origin": N_("Made"),
}
# After these come facets and properties.
NAMES = tuple(_NAMES)
_ORIGINS = {
    "manual": N_("by hand"),
    "suggestion": N_("from a suggestion"),
    "autocode": N_("by search"),
    "import": N_("imported"),
}
_ABSENT = {"case": N_("no enterprise"), "person": N_("nobody known"), "speaker": N_("nobody named")}


class TagWords:
    """Names and values of tags for people; made anew when the project has changed."""

    def __init__(self, everything: Everything, looks: Mapping[str, CodeLook]) -> None:
        self._looks = looks
        self._titles = everything.titles
        self._facets = {f"facet:{facet.name}": facet for facet in everything.facets}

    def name(self, name: str) -> str:
        """What is asked about."""
        if name in _NAMES:
            return _(_NAMES[name])
        facet = self._facets.get(name)
        return label(facet, language()) if facet is not None else name.partition(":")[2]

    def value(self, tag: Tag) -> str:
        """The answer."""
        name, value = tag
        if name == "effect":
            return effect_name(value or None)
        if name == "memo":
            return _("with a memo") if value else _("without a memo")
        if not value:
            return _(_ABSENT[name]) if name in _ABSENT else _("not told")
        if name == "code":
            return self._looks[value].path if value in self._looks else value
        if name == "document":
            return self._titles.get(value, value)
        if name == "origin":
            return _(_ORIGINS.get(value, value))
        if name in self._facets:
            return next((label(each, language()) for each in self._facets[name].values if each.name == value), value)
        plain = {"kind": kind_name, "language": language_name}.get(name)
        if plain is not None:
            return plain(value)
        return {"yes": _("yes"), "no": _("no")}.get(value, value) if ":" in name else value

    def told(self, filters: Filters, text: str) -> list[str]:
        """Each filter in words: `Code: Social / Confiance or Social / Liens`."""
        told = []
        for name, values in filters.items():
            said = _(" or ").join(sorted(self.value((name, value)) for value in values))
            told.append(_("{name}: {value}").format(name=self.name(name), value=said))
        return [*told, _("“{text}”").format(text=text)] if text.strip() else told
