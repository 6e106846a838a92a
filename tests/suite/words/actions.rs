//! Actions carry themselves forward.

use boardpack::action::{Action, Status, read_all};
use boardpack::calendar::Period;
use boardpack::diagnostic::Source;
use pretty_assertions::assert_eq;

use super::CATALOGUE;

fn action(more: &str) -> Action {
    let text = format!(
        "[[action]]\nmeasures = [\"seen-on-time\"]\nwhat = \"W\"\nowner = \"O\"\nraised = 2018-08-01\ndue = 2018-12-31\neffect = \"E\"\n{more}"
    );
    let (mut actions, faults) = read_all(&Source::new("actions.toml", text), &CATALOGUE);
    assert!(faults.is_empty(), "{}", faults.render(false));
    actions.list.remove(0)
}

/// For each quarter of the year and the next one: whether the action stands in it, its status at its end, overdue.
fn through_the_year(one: &Action) -> Vec<(bool, Status, bool)> {
    ["2018-19-Q1", "2018-19-Q2", "2018-19-Q3", "2018-19-Q4", "2019-20-Q1"]
        .map(|quarter| {
            let period: Period = quarter.parse().expect("a period");
            let day = period.last_day();
            (one.stands_in(period), one.status_on(day), one.is_overdue(day))
        })
        .to_vec()
}

#[test]
fn an_open_action_stands_in_every_quarter_from_the_one_in_which_it_was_raised() {
    let open = Status::Open;
    assert_eq!(
        through_the_year(&action("status = \"open\"")),
        [
            (false, open, false),
            (true, open, false),
            (true, open, true),
            (true, open, true),
            (true, open, true)
        ]
    );
}

#[test]
fn a_done_action_was_in_progress_before_and_is_gone_after_the_quarter_in_which_it_was_done() {
    let (progress, done) = (Status::InProgress, Status::Done);
    assert_eq!(
        through_the_year(&action("status = \"done\"\nclosed = 2019-02-01")),
        [
            (false, progress, false),
            (true, progress, false),
            (true, progress, true),
            (true, done, false),
            (false, done, false)
        ]
    );
}

#[test]
fn the_last_day_of_a_quarter_is_in_it() {
    let last = action("status = \"withdrawn\"\nclosed = 2018-12-31");
    let withdrawn = Status::Withdrawn;
    assert_eq!(through_the_year(&last)[2..4], [(true, withdrawn, false), (false, withdrawn, false)]);
}
