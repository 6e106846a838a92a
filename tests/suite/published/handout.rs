//! The handout of published figures: hidden ones have the same words whatever they are.

use boardpack::diagnostic::Source;
use boardpack::kpi::Catalogue;
use boardpack::pack::{Pack, SheetBody};
use boardpack::plan::Plan;
use boardpack::protect::NEARLY_ALL;
use boardpack::template::{Template, TemplateFile};
use boardpack::write::{html, pdf::pdf, xlsx};
use proptest::prelude::*;

use super::packs::{all_words, speaks_of_few};
use super::swaps::{is_swap, swapped};
use super::{MEASURES, measured, packs, pairs, quarter, released};

/// The catalogue, and a handout of a topic for each measure.
fn handout() -> (Catalogue, Vec<Template>) {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let topics: String = MEASURES
        .iter()
        .map(|id| {
            format!(
                "[[block.topic]]\nid = \"{id}\"\nfrom = \"you-said\"\nsaid = \"Tell us.\"\ntheme = \"voice\"\nmeasure = [\"{id}\"]\n"
            )
        })
        .collect();
    let text = format!(
        "title = \"How are we doing?\"\naudience = \"You\"\npurpose = \"How it went.\"\nprofile = \"public\"\n\
         calendar = \"q4\"\nperiod = \"year\"\nhistory = 2\ntype = \"large\"\n\n[[block]]\nkind = \"cover\"\n\n\
         [[block]]\nkind = \"you-said-we-did\"\ntitle = \"Topics\"\n{topics}\n\
         [[block]]\nkind = \"not-measured\"\ntitle = \"Not known\"\n"
    );
    let file = TemplateFile { id: "handout".to_owned(), source: Source::new("handout.toml", text) };
    let templates = boardpack::template::read(&[file], &catalogue)
        .unwrap_or_else(|faults| panic!("{}", faults.render(false)));
    (catalogue, templates)
}

/// The words of each measure's number, with its figure's id.
fn told(pack: &Pack) -> Vec<(String, String)> {
    let sheet = pack.book.sheets.iter().find(|sheet| sheet.name == "How we are doing").expect("the sheet");
    let SheetBody::Table { table, .. } = &sheet.body else { panic!("a table") };
    table.rows.iter().map(|row| (row.cells[5].text.clone(), row.cells[2].text.clone())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_hidden_figure_has_the_same_words_whatever_it_is(
        pairs in pairs(),
        moves in prop::collection::vec((0..MEASURES.len(), 12..20_usize, 0..3_usize, -3..=3_i64, -3..=3_i64), 200),
    ) {
        let (catalogue, templates) = handout();
        let plan = Plan::new(&templates, &catalogue, quarter());
        let before = measured(&catalogue, &plan, &pairs);
        let figures = released(&catalogue, &plan, &before);
        let pack = packs(&catalogue, &plan, &figures).remove(0);
        for (figure, words) in told(&pack) {
            let (measure, period) = figure.split_once('@').expect("an id");
            let released = figures.figure(measure, period.parse().expect("a period")).expect("a figure");
            if released.value.is_none() {
                let nearly = released.short == NEARLY_ALL;
                let expected = if nearly {
                    "Nearly all of them."
                } else {
                    "We cannot show this number, because it could tell you about one person."
                };
                prop_assert_eq!(words, expected, "{}", figure);
            }
        }
        for words in all_words(&pack) {
            prop_assert!(!speaks_of_few(&words), "{}", words);
        }
        let moves: Vec<_> = moves
            .into_iter()
            .map(|(measure, first, step, met, not)| (measure, first, first.saturating_sub(step), met, not))
            .collect();
        let (other, made) = swapped(&pairs, &moves, |pairs| {
            is_swap(&before, &measured(&catalogue, &plan, pairs), &figures)
        });
        if made > 0 {
            let swapped = released(&catalogue, &plan, &measured(&catalogue, &plan, &other));
            let again = packs(&catalogue, &plan, &swapped).remove(0);
            prop_assert!(pack == again);
            prop_assert!(pdf(&pack).expect("a PDF") == pdf(&again).expect("a PDF"));
            prop_assert!(html(&pack).expect("a page") == html(&again).expect("a page"));
            prop_assert!(xlsx(&pack).expect("a workbook") == xlsx(&again).expect("a workbook"));
        }
    }
}
