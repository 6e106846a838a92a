//! The handout: what was said or promised, how it goes in plain words and pictures, what will be done.
//!
//! Takes released figures alone: every word about a number is made from the figure as it is published, so a hidden one
//! has the same words whatever it is. Sentences are short and stand in the order in which a meeting goes through them.

mod book;
mod figure;
mod passages;
mod topics;

pub(super) use book::book;
pub use passages::passages;

use super::inputs::{Inputs, opening};
use super::section::slug;
use super::{Block, Cover, Illustrated, Inline, Picture, Prose};
use crate::chart::{Figures, Icon, Pictogram};
use crate::kpi::Measure;
use crate::meeting::Meeting;
use crate::template::{BlockKind, BlockSpec, Meaning};

/// The first page: who asks what, of which year.
pub(super) fn cover(inputs: &Inputs<'_>) -> Block {
    // The year stands above, and that the data are made up on every page.
    let facts = vec![("For".to_owned(), inputs.plan.template.audience.clone())];
    Block::Cover(Cover { purpose: inputs.plan.template.purpose.clone(), facts })
}

/// The blocks of a part of the handout.
pub(super) fn blocks(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    let mut blocks = opening(spec, &format!("part-{}", slug(&spec.title)));
    match spec.kind {
        BlockKind::HowToRead => blocks.extend(how_to_read(inputs)),
        BlockKind::CareLeavers => {
            blocks.insert(0, Block::NewPage);
            blocks.extend(topics::blocks(inputs, spec));
        }
        BlockKind::AskedLastYear => blocks.extend(asked(inputs)),
        BlockKind::NotMeasured => blocks.extend(not_measured(inputs, spec)),
        BlockKind::Words => blocks.push(meanings(inputs, spec)),
        BlockKind::Questions => {
            for prompt in &spec.spoken.prompts {
                blocks.push(Block::Together(vec![
                    Block::Paragraph { prose: Prose::Body, text: vec![Inline::Strong(prompt.clone())] },
                    Block::Writing { lines: spec.spoken.lines },
                ]));
            }
        }
        _ => blocks.extend(topics::blocks(inputs, spec)),
    }
    blocks
}

/// What the council says about the year of the pack.
fn meeting<'a>(inputs: &Inputs<'a>) -> Option<&'a Meeting> {
    inputs.meeting.filter(|meeting| meeting.year == inputs.plan.period.financial_year())
}

/// A label before words of the council's own, marked where they are made up.
fn label(words: &str, meeting: &Meeting) -> Inline {
    let example = if meeting.example { " (example)" } else { "" };
    Inline::Strong(format!("{words}{example}: "))
}

fn text(words: impl Into<String>) -> Inline {
    Inline::Text(words.into())
}

/// Pictures and numbers, explained by an example.
fn how_to_read(inputs: &Inputs<'_>) -> Vec<Block> {
    let example = Pictogram::new(3, 4, Figures::People);
    let pictures = vec![
        (Prose::Body, vec![text("Here 3 of 4 people are filled in. We say: about 3 in 4.")]),
        (Prose::Body, vec![text("About means that the number is very close to this.")]),
    ];
    let words = vec![
        (Prose::Body, vec![text(format!("The numbers are about {}.", inputs.plan.period.words()))]),
        (Prose::Body, vec![text("Who answered means: who answered our survey.")]),
        (Prose::Body, vec![text("Where we can only count a few people, we use words.")]),
        (
            Prose::Body,
            vec![text(
                "Some numbers we keep to ourselves. They could tell you about one person. We say so each time.",
            )],
        ),
        (
            Prose::Body,
            vec![text("We only say better or not as good when we are sure. We use a test to find out.")],
        ),
    ];
    vec![
        Block::Illustrated(Illustrated { picture: Picture::Pictogram(example), words: pictures }),
        Block::Illustrated(Illustrated { picture: Picture::Icon(Icon::Voice), words }),
    ]
}

/// What was asked at the last meeting, and what happened.
fn asked(inputs: &Inputs<'_>) -> Vec<Block> {
    let Some(meeting) = meeting(inputs).filter(|meeting| !meeting.asked.is_empty()) else {
        return vec![Block::text(Prose::Body, "We have not written this part yet.")];
    };
    meeting
        .asked
        .iter()
        .map(|one| {
            Block::Illustrated(Illustrated {
                picture: Picture::Icon(Icon::Voice),
                words: vec![
                    (Prose::Body, vec![label("You asked", meeting), text(&one.asked)]),
                    (Prose::Body, vec![label("What happened", meeting), text(&one.happened)]),
                ],
            })
        })
        .collect()
}

/// Measures of the pack without a figure that is only hidden, in young people's words.
fn without<'a>(inputs: &Inputs<'a>) -> Vec<&'a Measure> {
    inputs.measures(|measure| {
        inputs.now(measure).is_none_or(|figure| figure.value.is_none() && !figure.confidential)
    })
}

/// What was said or promised without a measure: topics of the pack, and promises that no measure speaks to.
fn promises<'s>(inputs: &Inputs<'_>, spec: &'s BlockSpec) -> Vec<&'s str> {
    let measured = |number: i64| inputs.catalogue.measures().any(|measure| measure.pledge.contains(&number));
    spec.spoken
        .promises
        .iter()
        .filter(|promise| !measured(promise.number))
        .map(|promise| promise.words.as_str())
        .collect()
}

fn not_measured(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    let points = |all: Vec<&str>| Block::List(all.into_iter().map(|one| vec![text(one)]).collect());
    let mut blocks = Vec::new();
    let without: Vec<&str> = without(inputs).iter().map(|measure| measure.young.as_str()).collect();
    let promises = promises(inputs, spec);
    if !without.is_empty() {
        blocks.push(Block::text(Prose::Body, "We could not find out these things this year:"));
        blocks.push(points(without));
    }
    if promises.is_empty() {
        blocks.push(Block::text(Prose::Body, "We measure something for each promise of the pledge."));
    } else {
        blocks.push(Block::text(Prose::Body, "We promised these things too. We do not measure them yet:"));
        blocks.push(points(promises));
    }
    blocks
}

/// The hard words that stand in the handout, with what they mean.
fn occurring<'s>(inputs: &Inputs<'_>, spec: &'s BlockSpec) -> Vec<&'s Meaning> {
    let others = inputs.plan.template.blocks.iter().filter(|block| block.kind != BlockKind::Words);
    let mut document: Vec<Block> = others
        .filter(|block| block.kind != BlockKind::Cover && block.kind != BlockKind::Contents)
        .flat_map(|block| blocks(inputs, block))
        .collect();
    document.push(cover(inputs));
    let said: String =
        passages(&document).iter().map(|passage| format!(" {} ", plainly(&passage.words))).collect();
    spec.spoken.meanings.iter().filter(|one| said.contains(&format!(" {} ", plainly(&one.word)))).collect()
}

/// Small letters and single spaces; plurals as their singular.
fn plainly(words: &str) -> String {
    let words = words.to_lowercase();
    let each = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    each.map(|word| word.strip_suffix('s').unwrap_or(word)).collect::<Vec<_>>().join(" ")
}

fn meanings(inputs: &Inputs<'_>, spec: &BlockSpec) -> Block {
    Block::List(
        occurring(inputs, spec)
            .into_iter()
            .map(|one| vec![Inline::Strong(format!("{}: ", one.word)), text(&one.means)])
            .collect(),
    )
}
