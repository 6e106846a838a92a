//! Tables with the patterns that R's GaussSuppression chooses: facts computed for this project.

use boardpack::diagnostic::Source;
use boardpack::disclosure::{Attacker, Standing, VALUES, audit, file, protect};
use serde_json::Value;

use super::{RULE, names, shared};

#[test]
fn no_table_fails_the_bar_and_fewer_cells_are_hidden_than_by_the_peer() {
    let Some(path) = shared("peer-tables.json") else { return };
    let text = std::fs::read_to_string(&path).expect("the tables");
    let peers: Value = serde_json::from_str(&text).expect("JSON");
    let brought = file::read(Source::new("peer-tables.json", text), 5).expect("sound tables");
    let (mut ours, mut theirs) = (0, 0);
    for (table, peer) in brought.tables.iter().zip(peers.as_array().expect("a list")) {
        let id = table.id.as_deref().expect("an id");
        let open = vec![Standing::Open; table.system.cells.len()];
        let pattern = protect(&table.system, &open, &RULE).expect("a pattern");
        let peer = &peer["gauss_rangeMin5"];
        let primary = peer["primary"].as_array().expect("a list");
        assert_eq!(
            names(&table.system, &pattern.primary),
            primary.iter().map(|name| name.as_str().expect("a name")).collect::<Vec<_>>(),
            "{id}"
        );
        for attacker in [Attacker::Rule, Attacker::Nonnegative] {
            let open = audit(&table.system, &pattern.hidden, attacker).expect("an answer");
            for (cell, interval) in open.iter().enumerate() {
                let Some(interval) = interval else { continue };
                let wanted = if pattern.primary[cell] { VALUES } else { 2 };
                assert_eq!(interval.values(wanted), wanted, "{id}: {}", table.system.cells[cell].name);
            }
        }
        ours += pattern.hidden.iter().filter(|hidden| **hidden).count();
        theirs += usize::try_from(peer["n_suppressed"].as_u64().expect("a number")).expect("few");
    }
    assert_eq!(theirs, 123);
    assert_eq!(ours, 118, "what a search to the end finds");
}
