"""What a joint display tells of how it was made, and of what is left out."""

from __future__ import annotations

from qualcode.model.joint_view import JointSummary
from qualcode.model.message import N_
from qualcode.ops.joint_labels import Labels
from qualcode.ops.joint_words import VERDICT_NAMES, VERDICT_NOTES
from qualcode.ops.report_words import MASKED_NOTE, pair


def method(words: Labels) -> tuple[str, ...]:
    """How the display was made, a sentence each."""
    say = words.say
    return (
        say(
            N_("Each row sets what people tell beside what an indicator measures; people are counted before passages.")
        ),
        say(N_("A code counts with those below it, so that rows are not parts of a sum.")),
        say(N_("Balance: (positive − negative) / (positive + negative + mixed) passages, from −1 to +1.")),
        say(
            N_(
                "A change counts where it reaches the indicator's own threshold, else 5 % of the baseline; several "
                "enterprises are put together by their median."
            )
        ),
        say(
            N_(
                "What is proposed follows from the numbers alone: a balance under 0.2 or a change that does not count "
                "is partial. The verdicts are the researchers'."
            )
        ),
        *(pair(say, say(VERDICT_NAMES[name]), say(VERDICT_NOTES[name])) for name in VERDICT_NAMES),
    )


def left_out(words: Labels, summary: JointSummary) -> tuple[str, ...]:
    """What stands in no row and why, a sentence each."""
    tell = words.words.ngettext
    told = (
        (
            tell(
                "{n} coding of people who do not wish to appear at all is left out.",
                "{n} codings of people who do not wish to appear at all are left out.",
                summary.withheld,
            ),
            summary.withheld,
        ),
        (
            tell(
                "{n} coding is left out because its document belongs to none of these groups.",
                "{n} codings are left out because their documents belong to none of these groups.",
                summary.outside,
            ),
            summary.outside,
        ),
        (
            tell(
                "{n} coding is left out because its words are no longer found in the text.",
                "{n} codings are left out because their words are no longer found in the text.",
                summary.adrift,
            ),
            summary.adrift,
        ),
    )
    lines = [text.format(n=n) for text, n in told if n]
    if summary.without_code:
        names = ", ".join(words.indicator(each) for each in summary.without_code)
        lines.append(
            words.say(N_("Indicators that speak to no code and so stand in no row: {names}")).format(names=names)
        )
    if len(words.names):
        lines.append(words.say(MASKED_NOTE))
    return tuple(lines)
