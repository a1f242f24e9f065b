"""Word files: every word that is seen, once and in its order; whatever is left out is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import FileEmpty
from qualcode.importers.registry import parse
from qualcode.model.document import ImportedDocument
from tests.importers.making import OFFICE, W, bold, document, docx, package, paragraph, part, relations, run, table

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def read(data: bytes) -> ImportedDocument:
    return parse(data, Path("entretien.docx"))


def text_of(*content: str) -> str:
    return read(docx(*content)).text


def told(document: ImportedDocument) -> list[str]:
    return [str(warning) for warning in document.warnings if "count" in warning.values]


def test_a_paragraph_is_a_line_and_a_break_a_line_end() -> None:
    assert (
        text_of(
            paragraph("Récit de Fatima"),
            paragraph(),
            paragraph("Je suis née à Roubaix,", "<w:r><w:br/><w:t>on était six.</w:t><w:tab/><w:t>Voilà</w:t></w:r>"),
        )
        == "Récit de Fatima\n\nJe suis née à Roubaix,\non était six.\tVoilà"
    )


def test_signs_that_are_elements_become_characters() -> None:
    assert text_of(
        paragraph(
            "porte", "<w:r><w:noBreakHyphen/></w:r>", "monnaie, entre", "<w:r><w:softHyphen/></w:r>", "prise",
            '<w:r><w:ptab w:relativeTo="margin"/></w:r>', "fin", "<w:r><w:cr/></w:r>", "ligne",
        )
    ) == "porte\u2011monnaie, entre\u00adprise\tfin\nligne"  # fmt: skip


def test_words_in_wrappers_are_kept() -> None:
    assert text_of(
        paragraph(
            '<w:hyperlink r:id="x">', run("un lien"), "</w:hyperlink>",
            '<w:smartTag w:element="City">', run(" à Mons"), "</w:smartTag>",
            "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>", run(" un contrôle"), "</w:sdtContent></w:sdt>",
            '<w:fldSimple w:instr=" DATE ">', run(" un champ"), "</w:fldSimple>",
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>',
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run(" 7"),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "<m:oMath><m:r><m:t> x+1</m:t></m:r></m:oMath>",
            "<w:unheardOf>", run(" inconnu"), "</w:unheardOf>",
        ),
        "<w:sdt><w:sdtContent>" + paragraph("Tout un paragraphe") + "</w:sdtContent></w:sdt>",
    ) == "un lien à Mons un contrôle un champ 7 x+1 inconnu\nTout un paragraphe"  # fmt: skip


def test_tracked_changes_are_read_as_accepted_and_counted() -> None:
    found = read(
        docx(
            paragraph(
                "J'ai ", '<w:del w:id="1"><w:r><w:delText>perdu</w:delText></w:r></w:del>',
                '<w:ins w:id="2">', run("repris"), "</w:ins>", " confiance",
                '<w:moveFrom w:id="3">', run(" hier"), "</w:moveFrom>",
                '<w:moveTo w:id="4">', run(" ici"), "</w:moveTo>",
            ),
            '<w:p><w:pPr><w:rPr><w:del w:id="5"/></w:rPr></w:pPr>' + run("deux paragraphes") + "</w:p>",
            paragraph(" réunis"),
        )
    )  # fmt: skip
    assert found.text == "J'ai repris confiance ici\ndeux paragraphes réunis"
    assert told(found) == [
        "Deleted passages of tracked changes were left out: 2.",
        "Passages inserted as tracked changes were taken as text: 2.",
    ]


def test_a_row_of_a_table_is_a_line() -> None:
    assert (
        text_of(
            paragraph("La semaine"),
            table(
                ("Jour", "Matin", "Soir"),
                ("Lundi", "", paragraph("vélo") + paragraph("bois")),
                ("Mardi", table(("a", "b"), ("c", "d")), ""),
            ),
            paragraph("Fin"),
        )
        == "La semaine\nJour\tMatin\tSoir\nLundi\t\tvélo\nbois\nMardi\ta\tb\nc\td\t\nFin"
    )


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = "<w:txbxContent>" + paragraph("dans la boîte") + "</w:txbxContent>"
    found = read(
        docx(
            paragraph(
                "avant",
                f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
                f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
                " après",
            ),
            paragraph(f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"),
        )
    )
    assert found.text == "avant après\ndans la boîte\n\ndans la boîte"
    assert told(found) == ["Text boxes were put after the paragraph they belong to: 2."]


def test_notes_come_after_the_text_and_are_nobodys_speech() -> None:
    notes = (
        '<w:footnote w:type="separator" w:id="-1">' + paragraph("---") + "</w:footnote>"
        '<w:footnote w:id="1">' + paragraph("Nom changé.") + "</w:footnote>"
    )
    ends = '<w:endnote w:id="1">' + paragraph("Centre public d'action sociale.") + "</w:endnote>"
    found = read(
        docx(
            paragraph("INT : Où ?"),
            paragraph("FATIMA : Au CPAS", '<w:r><w:footnoteReference w:id="1"/></w:r>', " de Mons."),
            paragraph("INT : Et ?"),
            paragraph("FATIMA : Voilà."),
            others={"word/footnotes.xml": part("footnotes", notes), "word/notes/end.xml": part("endnotes", ends)},
            links=(("footnotes", "footnotes.xml", False), ("endnotes", "/word/notes/end.xml", False)),
        )
    )
    assert found.text.endswith(
        "Au CPAS de Mons.\nINT : Et ?\nFATIMA : Voilà.\n\nNom changé.\nCentre public d'action sociale."
    )
    assert told(found) == ["Footnotes or endnotes were put after the text: 2."]
    assert found.text[found.turns[-1].start : found.turns[-1].end] == "Voilà."


def test_what_is_left_out_is_counted() -> None:
    found = read(
        docx(
            paragraph("Bonjour", '<w:r><w:commentReference w:id="0"/></w:r>', run(" caché", "<w:vanish/>")),
            paragraph("<w:r><w:drawing><pic:pic/></w:drawing><w:pict><v:imagedata/></w:pict></w:r>"),
            paragraph('<w:r><w:sym w:font="Wingdings" w:char="F04A"/><w:sym w:font="Arial" w:char="2192"/></w:r>'),
            '<w:altChunk r:id="y"/>',
            others={
                "word/header1.xml": part("hdr", paragraph("Confidentiel")),
                "word/footer1.xml": part("ftr", paragraph(" ")),
                "word/settings.xml": part("settings", ""),
                "word/_rels/settings.xml.rels": relations(("attachedTemplate", "https://evil.example/t.dotm", True)),
            },
            links=(
                ("header", "header1.xml", False),
                ("footer", "footer1.xml", False),
                ("settings", "settings.xml", False),
                ("image", "https://evil.example/pixel.png", True),
                ("hyperlink", "https://avise.org", True),
            ),
        )
    )  # fmt: skip
    assert found.text == "Bonjour caché\n\n\ufffd→"
    assert told(found) == [
        "Comments in the margin were left out: 1.",
        "Pictures or charts were left out: 2.",
        "Characters of symbol fonts were replaced by “\ufffd”: 1.",
        "Passages of hidden text were taken as text: 1.",
        "Embedded documents were left out: 1.",
        "Headers or footers with text were left out: 1.",
        "Links to pictures, templates or files elsewhere were not followed: 2.",
    ]


def test_a_template_on_ones_own_disk_is_no_matter() -> None:
    found = read(
        docx(
            paragraph("Bonjour"),
            others={
                "word/settings.xml": part("settings", ""),
                "word/_rels/settings.xml.rels": relations(
                    ("attachedTemplate", "file:///C:/Modeles/entretien.dotx", True)
                ),
            },
            links=(("settings", "settings.xml", False),),
        )
    )
    assert told(found) == []


def test_the_main_part_may_have_another_name_and_the_strict_vocabulary() -> None:
    data = package(
        {
            "_rels/.rels": relations(("officeDocument", "word/document2.xml", False)).replace(
                OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"
            ),
            "word/document2.xml": document(paragraph("INT : Où ?"), paragraph("Fatima : À Mons.")).replace(W, STRICT),
        }
    )
    found = read(data)
    assert found.text == "INT : Où ?\nFatima : À Mons."
    assert [speaker.name for speaker in found.speakers] == ["INT", "Fatima"]


def test_parts_in_utf_16_are_read() -> None:
    main = document(paragraph("Noëlle, één jaar")).replace("UTF-8", "UTF-16").encode("utf-16")
    assert read(docx(others={"word/document.xml": main})).text == "Noëlle, één jaar"


def test_a_declared_single_byte_encoding_is_kept_to() -> None:
    main = document(paragraph("Noëlle, één jaar")).replace("UTF-8", "ISO-8859-1").encode("latin-1")
    assert read(docx(others={"word/document.xml": main})).text == "Noëlle, één jaar"


def test_line_ends_in_the_xml_are_white_space() -> None:
    assert text_of("<w:p><w:r><w:t>deux&#13;\nlignes</w:t></w:r></w:p>") == "deux  lignes"


@pytest.mark.parametrize("content", [(), (paragraph(),), (paragraph("  "), paragraph("<w:r><w:drawing/></w:r>"))])
def test_a_document_without_words_is_empty(content: tuple[str, ...]) -> None:
    with pytest.raises(FileEmpty):
        read(docx(*content))


# What Word knows about its lines and plain text does not.


def turns_of(*content: str) -> list[tuple[str | None, str]]:
    found = read(docx(*content))
    return [(turn.speaker, found.text[turn.start : turn.end]) for turn in found.turns]


def test_names_in_bold_need_no_colon() -> None:
    assert turns_of(
        paragraph("Entretien"),
        paragraph(bold("Julie"), run(" Vous venez d'où ?")),
        paragraph(bold("Fatima "), run("De Roubaix. Marie aussi.")),
        paragraph("Et puis voilà."),
        paragraph(bold("Julie"), run(" Et après ?")),
        paragraph(bold("Fatima"), run(" Après, ici.")),
    ) == [
        ("Julie", "Vous venez d'où ?"),
        ("Fatima", "De Roubaix. Marie aussi.\nEt puis voilà."),
        ("Julie", "Et après ?"),
        ("Fatima", "Après, ici."),
    ]


def test_names_in_bold_on_a_line_of_their_own() -> None:
    assert turns_of(
        paragraph(bold("Interviewer")), paragraph("What do you do?"),
        paragraph(bold("Orla")), paragraph("Answer the phone."), paragraph(bold("Really loud.")),
        paragraph(bold("Interviewer")), paragraph("All day?"),
        paragraph(bold("Orla")), paragraph("All day."),
    ) == [
        ("Interviewer", "What do you do?"),
        ("Orla", "Answer the phone.\nReally loud."),
        ("Interviewer", "All day?"),
        ("Orla", "All day."),
    ]  # fmt: skip


def test_a_table_of_speakers_and_speech() -> None:
    assert turns_of(
        table(
            ("Enquêtrice", "Bonjour."),
            ("Naïma", paragraph("Bonjour.") + paragraph("Ça va ?")),
            ("Enquêtrice", "Oui."),
            ("Naïma", "Tant mieux."),
        )
    ) == [("Enquêtrice", "Bonjour."), ("Naïma", "Bonjour.\nÇa va ?"), ("Enquêtrice", "Oui."), ("Naïma", "Tant mieux.")]


def test_headings_are_nobodys_speech() -> None:
    assert turns_of(
        paragraph("Entretien", style="Titre"),
        paragraph("INT : Et avant ?"),
        paragraph("Fatima : Rien."),
        paragraph("2. Le travail", style="Titre2"),
        paragraph("INT : Et ici ?"),
        paragraph("Fatima : Beaucoup."),
        paragraph("3. Après", style="berschrift1"),
        paragraph("Je ne sais pas."),
    ) == [
        ("INT", "Et avant ?"),
        ("Fatima", "Rien."),
        ("INT", "Et ici ?"),
        ("Fatima", "Beaucoup."),
        ("Fatima", "Je ne sais pas."),
    ]


def test_without_speakers_a_paragraph_is_a_turn() -> None:
    assert turns_of(
        paragraph("Ma vie", style="Heading1"), paragraph("Je suis né à Jumet."), paragraph("Mon père était verrier.")
    ) == [(None, "Je suis né à Jumet."), (None, "Mon père était verrier.")]
