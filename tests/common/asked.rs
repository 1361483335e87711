//! Golden questions as the examiner takes them.

use briefing_bot::knowledge::golden::Golden;
use briefing_bot::review::golden::Row;
use briefing_bot::review::judge::Expected;

pub(crate) fn row(question: &Golden) -> Row<'_> {
    let expected = Expected {
        kind: question.kind.as_str(),
        gold: &question.gold,
        must_say: &question.must_say,
        must_not_say: &question.must_not_say,
    };
    Row { id: &question.id, context: &question.context, q: &question.q, expected }
}
