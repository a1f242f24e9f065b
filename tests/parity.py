"""Every operation, and the three ways to it: a command, a method of `qualcode.Project`, a place on the screen.

A function of `qualcode.ops` that takes a session is either something one does (`OPERATIONS`) or a part of such things
(`PARTS`, with what it serves). A new one stands in neither until somebody has thought about it, and `test_parity`
fails. Where a way is missing the reason stands beside it.

`screen` is `module:Class.action_name` below `qualcode.tui`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ways:
    """The command, the method and the place on the screen; "" where there is none, and then `because` says why."""

    cli: str
    python: str
    screen: str
    because: str = ""


CODING = "screens.coding:CodingScreen."
BOOK = "screens.codebook:CodebookScreen."
DOCUMENTS = "screens.documents:DocumentsScreen."
CASES = "screens.cases:CasesScreen."
PEOPLE = "screens.people:PeopleScreen."
ENTERPRISE = "screens.enterprise:EnterpriseScreen."
GROUPS = "screens.groups:GroupsScreen."
INDICATORS = "screens.indicators:IndicatorsScreen."
INDICATOR_TABLE = "screens.indicator_tables:IndicatorTableScreen."
PROPOSALS = "screens.proposals:ProposalsScreen."
TABLES = "screens.tables:TableScreen."
MEMOS = "screens.memos:MemosScreen."
EXCERPTS = "screens.excerpts:ExcerptsScreen."
MATRIX = "screens.matrix:MatrixScreen."
CONFUSION = "screens.confusion:ConfusionScreen."
AGREED = "screens.agreement:AgreementScreen."
JOINT = "screens.joint:JointScreen."
SEARCH = "screens.search:SearchScreen."
MERGING = "screens.merging:MergingScreen."
HISTORY = "screens.history:HistoryScreen."
SETTINGS = "screens.settings:SettingsScreen."
SPEAKERS = "dialogs.speakers:SpeakersDialog."
WELCOME = "screens.welcome:WelcomeScreen."
VERSIONS = "screens.versions:VersionsScreen."

_FILE = "the screen edits the text itself; a whole corrected file comes from another program"
_ROWS = "a file of codings is made by programs, which have no screen"
_NAMED = "other codebooks are named by file or project, at the command line"
_HELD = "the screen holds the file open and shows it all the time"

FRAMEWORK = "screens.framework:FrameworkScreen."

OPERATIONS: dict[str, Ways] = {
    # The project
    "projects.create": Ways("new", "qualcode.create", WELCOME + "action_new_project"),
    "projects.open_session": Ways("open", "qualcode.open", WELCOME + "action_open_project"),
    "projects.project": Ways("project show", "title", "screens.settings:SettingsScreen"),
    "projects.describe": Ways("project set", "describe", SETTINGS + "action_change"),
    "projects.backups_folder": Ways("project show", "backups_folder", "screens.settings:SettingsScreen"),
    "projects.stats": Ways("stats", "stats", "screens.settings:SettingsScreen"),
    "projects.check": Ways("check", "check", SETTINGS + "action_check"),
    "projects.backup": Ways("backup", "backup", SETTINGS + "action_backup"),
    "demo.build": Ways("demo", "", WELCOME + "action_demo", "from Python one makes a project of one's own"),
    "merging.merge": Ways("merge projects", "merge", MERGING + "action_merge"),
    "merging.preview": Ways("merge projects", "preview_merge", MERGING + "action_choose"),
    "merging.foreign_history": Ways("history", "history_of", MERGING + "action_story"),
    "merging_conflicts.conflicts": Ways("merge conflicts", "conflicts", "screens.merging:MergingScreen"),
    "merging_conflicts.settle": Ways("merge settle", "settle_conflict", MERGING + "action_ours"),
    "history.listing": Ways("history", "history", "screens.history:HistoryScreen"),
    "history.undo": Ways("undo", "undo", CODING + "action_undo"),
    "history.redo": Ways("redo", "redo", CODING + "action_redo"),
    "history.next_undo": Ways("undo", "next_undo", CODING + "action_undo"),
    "history.next_redo": Ways("redo", "next_redo", CODING + "action_redo"),
    # Documents
    "documents.preview": Ways("import", "preview_file", DOCUMENTS + "action_import_document"),
    "documents.import_file": Ways("import", "import_file", DOCUMENTS + "action_import_document"),
    "documents.listing": Ways("documents list", "documents", "screens.documents:DocumentsScreen"),
    "documents.view": Ways("documents list", "document", DOCUMENTS + "action_tell"),
    "documents.text": Ways("text", "text", DOCUMENTS + "action_open"),
    "documents.turns": Ways("turns", "turns", DOCUMENTS + "action_open"),
    "assignments.mark_done": Ways("done", "done_with", CODING + "action_done"),
    "documents.mark_done": Ways("done", "done", CODING + "action_done"),
    "documents.remove": Ways("documents remove", "remove_document", DOCUMENTS + "action_remove"),
    "documents.set_case": Ways("documents set", "assign", CASES + "action_give_document"),
    "document_edits.describe": Ways("documents set", "set_document", DOCUMENTS + "action_describe"),
    "document_edits.describe_all": Ways("documents set", "set_document", DOCUMENTS + "action_describe_all"),
    "documents.speakers": Ways("speakers list", "speakers", DOCUMENTS + "action_speakers"),
    "documents.rename_speaker": Ways("speakers rename", "rename_speaker", SPEAKERS + "action_rename"),
    "documents.map_speaker": Ways("speakers map", "map_speaker", SPEAKERS + "action_person"),
    "case_edits.give_speaker": Ways("speakers map", "map_speaker", PEOPLE + "action_speaker"),
    "revisions.revise": Ways("revise", "revise", CODING + "action_edit_text"),
    "revisions.preview": Ways("revise", "revise", CODING + "action_edit_text"),
    "revisions.revise_from_file": Ways("revise", "revise_from_file", "", _FILE),
    "revisions.preview_from_file": Ways("revise", "revise_from_file", "", _FILE),
    "revisions.history_of": Ways("revisions", "revisions", DOCUMENTS + "action_tell"),
    "replacing.occurrences": Ways("revise", "occurrences", CODING + "action_replace_words"),
    "replacing.replace": Ways("revise", "replace", CODING + "action_replace_words"),
    "adrift.listing": Ways("adrift list", "adrift", CODING + "action_adrift"),
    "adrift.places": Ways("adrift places", "places", CODING + "action_adrift"),
    "adrift.settle": Ways("adrift settle", "settle", CODING + "action_adrift"),
    "adrift.remove": Ways("adrift settle", "settle", CODING + "action_adrift"),
    # The codebook
    "codebooks.show": Ways("codebook show", "codebook", "screens.codebook:CodebookScreen"),
    "codebook_files.load": Ways("codebook import", "import_codebook", BOOK + "action_import_codebook"),
    "codebook_preview.preview": Ways("codebook import", "preview_codebook", BOOK + "action_import_codebook"),
    "codebook_files.export": Ways("codebook export", "export_codebook", BOOK + "action_export_codebook"),
    "codebook_usage.uses": Ways("codebook uses", "code_uses", "screens.codebook:CodebookScreen"),
    "codebook_edits.add_code": Ways("codebook add", "add_code", CODING + "action_code"),
    "codebook_texts.add": Ways("codebook add", "add_code", BOOK + "action_new"),
    "codebook_edits.rename": Ways("codebook rename", "rename_code", BOOK + "action_rename"),
    "codebook_edits.define": Ways("codebook define", "define_code", BOOK + "action_describe"),
    "codebook_texts.describe": Ways("codebook define", "describe_code", BOOK + "action_describe"),
    "codebook_edits.recolour": Ways("codebook colour", "colour_code", BOOK + "action_recolour"),
    "codebook_edits.move": Ways("codebook move", "move_code", BOOK + "action_move"),
    "codebook_edits.reorder": Ways("codebook move", "move_code", BOOK + "action_shift"),
    "codebook_merging.consequences": Ways("codebook remove", "consequences", BOOK + "action_remove"),
    "codebook_merging.merge": Ways("codebook merge-codes", "merge_codes", BOOK + "action_merge"),
    "codebook_merging.split": Ways("codebook split", "split_code", BOOK + "action_split"),
    "codebook_merging.remove": Ways("codebook remove", "remove_code", BOOK + "action_remove"),
    "versions.name_version": Ways("codebook version", "name_version", VERSIONS + "action_name"),
    "versions.listing": Ways("codebook version", "versions", "screens.versions:VersionsScreen"),
    "versions.content": Ways("codebook diff", "version", "screens.compare:CompareScreen.action_other"),
    "versions.made_under": Ways("codings list", "made_under", "", _ROWS),
    "codebook_log.listing": Ways("codebook log", "codebook_log", "screens.versions:VersionsScreen"),
    "crosswalk_proposals.proposed": Ways("codebook crosswalk", "crosswalk", "screens.compare:CompareScreen"),
    "crosswalk.listing": Ways("codebook crosswalk", "crosswalk", "screens.compare:CompareScreen"),
    "crosswalk.confirm": Ways("codebook crosswalk", "confirm_pairs", "screens.compare:CompareScreen.action_confirm"),
    "crosswalk_proposals.confirm_all": Ways(
        "codebook crosswalk", "confirm_all_pairs", "screens.compare:CompareScreen.action_confirm_sure"
    ),
    "crosswalk.decline": Ways("codebook crosswalk", "decline_pairs", "screens.compare:CompareScreen.action_decline"),
    "crosswalk.remove": Ways("codebook crosswalk", "forget_pairs", "screens.compare:CompareScreen.action_forget"),
    "codebook_union.foresee": Ways("codebook merge", "take_in_codebooks", "screens.uniting:UnionScreen"),
    "codebook_union.take_in": Ways("codebook merge", "take_in_codebooks", "screens.uniting:UnionScreen.action_take_in"),
    "codebook_union.unite": Ways("codebook merge", "merge_codebooks", "screens.uniting:UnionScreen.action_write"),
    "codebook_reading.read_under": Ways("codings list", "codings_under", "", _NAMED),
    "codebook_reading.foresee": Ways("codebook recode", "recode_under", "screens.compare:CompareScreen.action_recode"),
    "codebook_reading.recode": Ways("codebook recode", "recode_under", "screens.compare:CompareScreen.action_recode"),
    # Codings
    "codings.add": Ways("code", "code", CODING + "action_code"),
    "coding_edits.add_many_codes": Ways("code", "code_many", CODING + "action_more_codes"),
    "in_vivo.add": Ways("code", "code_new", CODING + "action_in_vivo"),
    "coding_files.add_file": Ways("codings add", "add_codings", "", _ROWS),
    "codings.listing": Ways("codings list", "codings", "screens.excerpts:ExcerptsScreen"),
    "codings.change": Ways("codings edges", "change_coding", CODING + "action_edge"),
    "codings.note": Ways("codings note", "note", CODING + "action_memo"),
    "coding_notes.add_to_memos": Ways("codings add-note", "add_note", EXCERPTS + "action_memo"),
    "codings.remove": Ways("uncode", "uncode", CODING + "action_uncode"),
    "coding_edits.recode": Ways("recode", "recode", CODING + "action_other_code"),
    "coding_edits.set_effect": Ways("effect", "effect", CODING + "action_effect"),
    "coding_edits.set_facet": Ways("facet", "facet", CODING + "action_facets"),
    "coding_edits.copy": Ways("codings copy", "copy_coding", CODING + "action_take_codes"),
    "coding_edits.split": Ways("codings split", "split_coding", CODING + "action_split"),
    "coding_edits.join": Ways("codings join", "join_codings", CODING + "action_join"),
    "coding_edits.touching": Ways("codings join", "touching", CODING + "action_join"),
    "coding_edits.fit": Ways("codings edges", "fit_coding", CODING + "action_reshape"),
    "coding_edits.move_edge": Ways("codings edges", "move_edge", CODING + "action_edge"),
    "coding_edits.move_to": Ways("codings edges", "move_coding", CODING + "action_reshape"),
    "coders.listing": Ways("coders", "coders", CODING + "action_whose"),
    # Memos
    "memos.add": Ways("memo add", "memo", CODING + "action_memos"),
    "memos.edit": Ways("memo edit", "edit_memo", MEMOS + "action_edit"),
    "memos.remove": Ways("memo remove", "remove_memo", MEMOS + "action_remove"),
    "memos.listing": Ways("memo list", "memos", "screens.memos:MemosScreen"),
    # Finding
    "search.search": Ways("search", "search", "screens.search:SearchScreen"),
    "autocode.preview": Ways("autocode", "preview_autocode", SEARCH + "action_code"),
    "autocode.autocode": Ways("autocode", "autocode", SEARCH + "action_code"),
    "suggestions.suggest": Ways("suggest list", "suggest", CODING + "action_suggest"),
    "suggestions.accept": Ways("suggest accept", "accept", CODING + "action_accept"),
    "suggestions.refuse": Ways("suggest refuse", "refuse", CODING + "action_refuse"),
    # Cases and people
    "cases.cases": Ways("case list", "cases", "screens.cases:CasesScreen"),
    "cases.add_case": Ways("case add", "add_case", CASES + "action_add"),
    "cases.set_case": Ways("case set", "set_case", CASES + "action_edit"),
    "case_edits.remove_case": Ways("case remove", "remove_case", CASES + "action_remove"),
    "case_edits.join_cases": Ways("case join", "join_cases", CASES + "action_join"),
    "cases.people": Ways("person list", "people", "screens.people:PeopleScreen"),
    "cases.add_person": Ways("person add", "add_person", PEOPLE + "action_add"),
    "cases.set_person": Ways("person set", "set_person", PEOPLE + "action_edit"),
    "case_edits.remove_person": Ways("person remove", "remove_person", PEOPLE + "action_remove"),
    "case_edits.join_people": Ways("person join", "join_people", PEOPLE + "action_join"),
    "attributes.attributes": Ways("case properties", "properties", CASES + "action_properties"),
    "attributes.add": Ways("case add-property", "add_property", CASES + "action_properties"),
    "attributes.change": Ways("case set-property", "set_property", CASES + "action_properties"),
    "attributes.remove": Ways("case remove-property", "remove_property", CASES + "action_properties"),
    "case_tables.plan": Ways("case import", "plan_table", CASES + "action_import_table"),
    "case_tables.apply": Ways("case import", "import_table", TABLES + "action_store"),
    # Indicators, and what is proposed
    "indicators.listing": Ways("indicators list", "indicators", "screens.indicators:IndicatorsScreen"),
    "indicators.add": Ways("indicators add", "add_indicator", INDICATORS + "action_add"),
    "indicators.set_indicator": Ways("indicators set", "set_indicator", INDICATORS + "action_edit"),
    "indicators.remove": Ways("indicators remove", "remove_indicator", INDICATORS + "action_remove"),
    "indicator_values.measure": Ways("indicators measure", "measure", INDICATORS + "action_measure"),
    "indicator_values.unmeasure": Ways("indicators unmeasure", "unmeasure", INDICATORS + "action_unmeasure"),
    "indicator_values.judge": Ways("indicators judge", "judge_level", INDICATORS + "action_measure"),
    "indicator_tables.plan": Ways("indicators import", "plan_indicators", INDICATORS + "action_import_table"),
    "indicator_tables.apply": Ways("indicators import", "import_indicators", INDICATOR_TABLE + "action_store"),
    "proposals.listing": Ways("proposals list", "proposals", "screens.proposals:ProposalsScreen"),
    "proposals.propose_indicator": Ways("propose indicator", "propose_indicator", PROPOSALS + "action_propose"),
    "proposals.propose_code": Ways("propose code", "propose_code", PROPOSALS + "action_propose_code"),
    "proposals.discuss": Ways("proposals discuss", "discuss", PROPOSALS + "action_discuss"),
    "proposals.accept": Ways("proposals accept", "accept_proposal", PROPOSALS + "action_accept"),
    "proposals.decline": Ways("proposals decline", "decline_proposal", PROPOSALS + "action_decline"),
    # Enterprises through their phases, groups
    "evaluation.evaluation": Ways("evaluation", "evaluation", "screens.enterprise:EnterpriseScreen"),
    "evaluation.describe": Ways("evaluation", "describe_evaluation", ENTERPRISE + "action_write"),
    "groups.listing": Ways("group list", "groups", "screens.groups:GroupsScreen"),
    "groups.add": Ways("group add", "add_group", GROUPS + "action_add"),
    "groups.set_group": Ways("group set", "set_group", GROUPS + "action_members"),
    "groups.remove": Ways("group remove", "remove_group", GROUPS + "action_remove"),
    "groups.sessions": Ways("group session list", "group_sessions", "screens.groups:GroupsScreen"),
    "groups.add_session": Ways("group session add", "add_group_session", GROUPS + "action_session"),
    "groups.set_session": Ways("group session set", "set_group_session", GROUPS + "action_open"),
    "groups.remove_session": Ways("group session remove", "remove_group_session", GROUPS + "action_remove"),
    "handouts.compare": Ways("group compare", "compare_group", "screens.groups:GroupsScreen"),
    "handouts.handout": Ways("group handout", "handout", GROUPS + "action_handout"),
    # Codebooks side by side
    "codebook_compare.compare": Ways("codebook diff", "compare_codebook", "screens.compare:CompareScreen"),
    "codebook_taking.take": Ways("codebook take", "take_codes", "screens.compare:CompareScreen.action_take"),
    "codebook_table.beside": Ways(
        "codebook table", "codebook_table", "", "several codebooks at once are a table, to print or for a spreadsheet"
    ),
    # Results
    "analysis.matrix": Ways("matrix", "matrix", "screens.matrix:MatrixScreen"),
    "cooccurrence.cooccurrence": Ways("cooccurrence", "cooccurrence", MATRIX + "action_together"),
    "cooccurrence.write": Ways("cooccurrence", "write_cooccurrence", MATRIX + "action_write"),
    "agreement.agreement": Ways("agreement show", "agreement", AGREED + "action_view"),
    "assignments.listing": Ways("assign list", "assignments", "screens.tasks:TasksScreen"),
    "assignments.assign": Ways("assign add", "assign_coders", "screens.tasks:TasksScreen.action_give"),
    "assignments.unassign": Ways("assign remove", "unassign_coders", "screens.tasks:TasksScreen.action_take_back"),
    "assignments.plan": Ways("assign plan", "plan_double_coding", "screens.tasks:TasksScreen.action_plan"),
    "settling.queue": Ways("agreement queue", "disagreements", "screens.agreement:AgreementScreen"),
    "settling.settle": Ways("agreement settle", "settle_disagreement", AGREED + "action_take"),
    "settling.explain": Ways("agreement settle", "explain_settlement", AGREED + "action_note"),
    "confusion.confusion": Ways("agreement confusion", "confusion", AGREED + "action_confusion"),
    "confusion.write": Ways("agreement confusion", "confusion", CONFUSION + "action_write"),
    "agreement.table": Ways("agreement table", "agreement_table", "", _ROWS),
    "matrix_files.write_matrix": Ways("matrix", "write_matrix", MATRIX + "action_write"),
    "reconcile.display": Ways("reconcile show", "reconcile", "screens.joint:JointScreen"),
    "reconcile.judge": Ways("reconcile set", "judge", JOINT + "action_judge"),
    "reconcile.passages": Ways("reconcile show", "joint_passages", JOINT + "action_passages"),
    "reconcile.judge_many": Ways("reconcile set", "judge", JOINT + "action_judge"),
    "reconcile.course": Ways("indicators list", "joint_course", "screens.joint:JointScreen"),
    "joint_files.write_display": Ways("reconcile show", "write_display", JOINT + "action_write"),
    "picks.pick": Ways("reconcile quote", "pick_quote", JOINT + "action_pick"),
    "picks.unpick": Ways("reconcile quote", "unpick_quote", JOINT + "action_pick"),
    "picks.picked": Ways("reconcile show", "quotes", "screens.joint:JointScreen"),
    "framework.show": Ways("framework show", "framework", "screens.framework:FrameworkScreen"),
    "framework.passages": Ways("framework show", "framework_passages", FRAMEWORK + "action_passages"),
    "framework.write": Ways("framework set", "summarise", FRAMEWORK + "action_write"),
    "framework.link": Ways("framework link", "link_summary", FRAMEWORK + "action_unlink"),
    "framework.clear": Ways("framework clear", "clear_summary", FRAMEWORK + "action_clear"),
    "framework_report.write_framework": Ways("framework show", "write_framework", FRAMEWORK + "action_write_file"),
    "translations.translate": Ways("translate", "translate", EXCERPTS + "action_translate"),
    "translations.listing": Ways("translations list", "translations", EXCERPTS + "action_translate"),
    "translations.remove": Ways("translations remove", "remove_translation", EXCERPTS + "action_translate"),
    "reports.make": Ways("report", "report", "screens.reports:ReportsScreen.action_write"),
    "excerpt_table.excerpt_table": Ways("report", "excerpts", "screens.excerpts:ExcerptsScreen"),
    "exchange.export_codings": Ways(
        "export codings", "export_codings", "", "a table for other programs; the screen writes reports for people"
    ),
}

PARTS: dict[str, str] = {
    "agreement_report.agreement_report": "reports.make",
    "settling.settlements": "settling.queue",
    "confusion.table": "confusion.confusion",
    "merging_conflicts.unseen": "merging_conflicts.conflicts",
    "agreement_input.compared": "agreement.agreement",
    "adder.note": "codings.note",
    "adrift.counts": "adrift.listing",
    "attributes.find": "attributes.change",
    "analysis.loaded": "analysis.matrix",
    "autocode.passages": "autocode.preview",
    "autocode.plan": "autocode.preview",
    "blinding.held": "documents.listing",
    "blinding.held_from": "agreement.agreement",
    "blinding.seen": "codings.listing",
    "cases.attribute_values": "cases.cases",
    "cases.find_case": "cases.set_case",
    "cases.find_or_make_case": "documents.import_file",
    "cases.find_or_make_person": "documents.import_file",
    "cases.find_person": "cases.set_person",
    "choosing.listing": "codings.listing",
    "choosing.renewed": "codings.listing",
    "codebook_edits.speak": "codebook_edits.define",
    "codebook_report.codebook": "reports.make",
    "codebook_source.of_project": "codebook_compare.compare",
    "codebook_merging.point_to": "codebook_merging.merge",
    "codebook_reading.counterparts": "codebook_reading.read_under",
    "codebooks.book": "codebooks.show",
    "codebooks.tree": "codebooks.show",
    "coded.passages": "documents.listing",
    "coded.placed": "search.search",
    "codings.some": "codings.listing",
    "codings.views": "codings.listing",
    "crosswalk.known": "crosswalk.listing",
    "crosswalk.point_to": "codebook_merging.merge",
    "crossing.axes": "analysis.matrix",
    "crossing.behind": "analysis.matrix",
    "crossing.has_cases": "analysis.matrix",
    "crossing.quotes": "analysis.matrix",
    "crossing.values": "analysis.matrix",
    "documents.by_id": "documents.view",
    "passages.spoken": "codings.listing",
    "documents.documents": "documents.listing",
    "documents.find": "documents.view",
    "documents.store_imported": "documents.import_file",
    "excerpts.excerpts": "reports.make",
    "excerpts.select_excerpts": "reports.make",
    "enterprise_report.enterprise_report": "reports.make",
    "joint_report.limited_report": "reports.make",
    "pools_report.pools_report": "reports.make",
    "report_folder.make_folder": "reports.make",
    "report_folder.pieces": "reports.make",
    "report_folder.write_piece": "reports.make",
    "transcript_report.transcript_report": "reports.make",
    "groups.drop_case": "case_edits.remove_case",
    "groups.find_group": "groups.set_group",
    "groups.find_session": "groups.set_session",
    "groups.hand_over_case": "case_edits.join_cases",
    "groups.members": "handouts.compare",
    "handouts.draft": "handouts.handout",
    "history.codings_touched": "history.undo",
    "merging.store": "merging.merge",
    "merging.titles": "merging.foreign_history",
    "merging_plan.make_plan": "merging.merge",
    "joint_groups.grouping": "reconcile.display",
    "joint_groups.ways": "reconcile.display",
    "joint_report.joint_report": "joint_files.write_display",
    "joint_table.joint_table": "joint_files.write_display",
    "indicator_values.at_period": "indicator_values.measure",
    "indicator_values.drop_case": "case_edits.remove_case",
    "indicator_values.hand_over_case": "case_edits.join_cases",
    "indicator_values.put": "indicator_values.measure",
    "indicator_values.rung": "indicator_values.judge",
    "indicator_values.shown": "indicator_values.measure",
    "indicators.called": "indicators.listing",
    "indicators.find_indicator": "indicators.set_indicator",
    "indicators.new_indicator": "indicators.add",
    "indicators.texts": "indicators.add",
    "indicators.views": "indicators.listing",
    "memos.subject": "memos.add",
    "noted.notes": "memos.listing",
    "noted.passages": "memos.listing",
    "noted.topics": "memos.listing",
    "passages.passages": "reports.make",
    "projects.last_change": "reports.make",
    "pseudonyms.pseudonyms": "reports.make",
    "matrix_quotes.with_quotes": "matrix_files.write_matrix",
    "picks.quotable": "reconcile.display",
    "reconcile.told": "reconcile.display",
    "proposal_doing.carry_out": "proposals.accept",
    "proposals.find_proposal": "proposals.accept",
    "proposals.what": "proposals.listing",
    "register.register": "cases.cases",
    "analysis.selected": "analysis.matrix",
    "analysis.codes_under": "analysis.matrix",
    "codebook_reading.reading": "codebook_reading.read_under",
    "cooccurrence.behind": "cooccurrence.cooccurrence",
    "cooccurrence.table": "cooccurrence.write",
    "matrix_files.matrix_table": "matrix_files.write_matrix",
    "matrix_files.in_words": "matrix_files.write_matrix",
    "matrix_files.write_table": "matrix_files.write_matrix",
    "restate.by_ids": "coding_edits.recode",
    "restate.restate": "coding_edits.recode",
    "framework.texts": "framework.show",
    "framework_report.framework_report": "framework_report.write_framework",
    "joint_groups.cases_where": "reports.make",
    "summaries.drop_case": "case_edits.remove_case",
    "summaries.hand_over_case": "case_edits.join_cases",
    "summaries.hand_over_codings": "coding_edits.recode",
    "summaries.point_to": "codebook_merging.merge",
    "translations.by_coding": "translations.listing",
    "translations.drop": "codings.remove",
    "translations.hand_over": "coding_edits.recode",
    "statements.drop_case": "case_edits.remove_case",
    "statements.hand_over_case": "case_edits.join_cases",
    "statements.point_to": "codebook_merging.merge",
    "suggestions.answer": "suggestions.suggest",
    "suggestions.decide": "suggestions.refuse",
    "suggestions.request": "suggestions.suggest",
    "told.teller": "history.listing",
    "turns.plan_turns": "revisions.revise",
    "verdicts.drop_group": "case_edits.remove_case",
    "verdicts.drop_property": "attributes.remove",
    "verdicts.hand_over_group": "case_edits.join_cases",
    "verdicts.point_to": "codebook_merging.merge",
    "verdicts.recast_values": "attributes.change",
    "verdicts.rename_property": "attributes.change",
}
"""Functions that take a session and are no operation of their own, with the one they serve."""

WITHOUT_SESSION = {
    "projects.create",
    "projects.open_session",
    "demo.build",
    "documents.preview",
    "agreement.table",
    "codebook_union.unite",
}
"""Operations that come before there is a session."""

ALIKE = {
    "person properties", "person add-property", "person set-property", "person remove-property", "person import",
}  # fmt: skip
"""Commands that do for people what another does for cases."""

HANDLES = {"close", "coder", "path", "language"}
"""What a `Project` has besides its operations."""
