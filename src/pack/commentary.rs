//! What people write about the figures, with every figure as it is released to the pack's readers.

use super::figures::column;
use super::inputs::{Inputs, opening};
use super::section::slug;
use super::{Align, Anchor, Block, Cell, Inline, Level, Prose, Row, Table, judged};
use crate::calendar::long_date;
use crate::commentary::{About, Note, Passage, Piece, Words, moved};
use crate::kpi::{Measure, Priority, priorities};
use crate::protect::Status;
use crate::template::{BlockKind, BlockSpec, Profile};

/// Where commentary stands: a section, a priority, or the block for the whole pack.
struct Place<'a> {
    /// For anchors.
    name: String,
    /// As a reader knows it.
    title: String,
    /// The texts that stand there.
    notes: Vec<&'a Note>,
    /// The measures that should be spoken of there.
    measures: Vec<&'a Measure>,
}

/// The block for the whole pack.
pub(super) fn blocks(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    let mut blocks = opening(spec, "commentary");
    for place in places(inputs, spec) {
        let found = at(inputs, &place);
        if found.is_empty() {
            blocks.push(Block::text(
                Prose::Body,
                "No commentary is written for this period, and nothing is off target.",
            ));
        }
        blocks.extend(found);
    }
    blocks
}

/// What a section of chosen measures says, after its figures.
pub(super) fn of_section(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    places(inputs, spec).iter().flat_map(|place| at(inputs, place)).collect()
}

/// What the section of a priority says, after its figures.
pub(super) fn of_priority(inputs: &Inputs<'_>, spec: &BlockSpec, priority: &Priority) -> Vec<Block> {
    let name = priority.reference().to_lowercase();
    places(inputs, spec)
        .iter()
        .filter(|place| place.name == name)
        .flat_map(|place| at(inputs, place))
        .collect()
}

/// The places of a block where commentary stands; none for a block that does not ask for it.
fn places<'a>(inputs: &Inputs<'a>, spec: &BlockSpec) -> Vec<Place<'a>> {
    if !spec.shows_commentary() {
        return Vec::new();
    }
    let pack = &inputs.plan.template.id;
    let notes = || inputs.words.commentary.iter().filter(|note| note.is_for(pack));
    let about = |note: &Note| match &note.about {
        About::Measure(id) => inputs.catalogue.get(id),
        About::Priority(_) => None,
    };
    match spec.kind {
        BlockKind::PrioritySections => priorities()
            .iter()
            .filter(|one| Some(one.strategy.id) == spec.strategy.as_deref())
            .map(|priority| {
                let at_home = |measure: &Measure| spec.select.takes(measure) && is_at_home(measure, priority);
                Place {
                    name: priority.reference().to_lowercase(),
                    title: priority.title.to_owned(),
                    notes: notes()
                        .filter(|note| match &note.about {
                            About::Priority(one) => one == priority,
                            About::Measure(_) => about(note).is_some_and(at_home),
                        })
                        .collect(),
                    measures: inputs.measures(at_home),
                }
            })
            .collect(),
        _ => {
            let whole = spec.kind == BlockKind::Commentary;
            let priorities = &spec.select.priorities;
            let takes = |note: &&Note| match &note.about {
                About::Priority(one) => {
                    whole && (priorities.is_empty() || priorities.contains(&one.reference()))
                }
                About::Measure(_) => about(note).is_some_and(|measure| spec.select.takes(measure)),
            };
            vec![Place {
                name: if whole { "all".to_owned() } else { slug(&spec.title) },
                title: spec.title.clone(),
                notes: notes().filter(takes).collect(),
                measures: inputs.measures(|measure| spec.select.takes(measure)),
            }]
        }
    }
}

/// Whether a priority is the first of its strategy that a measure serves: what is said of the measure stands there once.
fn is_at_home(measure: &Measure, priority: &Priority) -> bool {
    let first = measure.priorities().into_iter().find(|one| one.strategy == priority.strategy);
    first == Some(priority)
}

/// What stands at a place: its texts, and which measures off target nobody has written about.
fn at(inputs: &Inputs<'_>, place: &Place<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = place.notes.iter().flat_map(|note| text(inputs, place, note)).collect();
    let silent: Vec<&str> =
        uncommented_at(inputs, place).into_iter().map(|measure| measure.title.as_str()).collect();
    if silent.is_empty() {
        return blocks;
    }
    if blocks.is_empty() {
        blocks.push(Block::Heading {
            level: Level::Two,
            text: format!("{}: commentary", place.title),
            anchor: Anchor(format!("commentary-{}", place.name)),
        });
    }
    let words = if silent.len() == 1 { "this measure, which is" } else { "these measures, which are" };
    blocks.push(Block::Paragraph {
        prose: Prose::Body,
        text: vec![
            Inline::Strong("No commentary provided".to_owned()),
            Inline::Text(format!(" on {words} off target: {}.", silent.join("; "))),
        ],
    });
    blocks
}

/// The measures off target at a place of which no text of the pack speaks.
fn uncommented_at<'a>(inputs: &Inputs<'a>, place: &Place<'a>) -> Vec<&'a Measure> {
    let pack = &inputs.plan.template.id;
    let spoken =
        |id: &str| inputs.words.commentary.iter().any(|note| note.is_for(pack) && note.speaks_of(id));
    let off = |measure: &Measure| judged::status_of(inputs, measure) == Some(Status::OffTarget);
    place.measures.iter().copied().filter(|measure| off(measure) && !spoken(&measure.id)).collect()
}

/// The measures off target of which a pack that asks for commentary has none, each once, in the pack's order.
pub fn uncommented<'a>(inputs: &Inputs<'a>) -> Vec<&'a Measure> {
    let mut all: Vec<&Measure> = Vec::new();
    for spec in &inputs.plan.template.blocks {
        for measure in places(inputs, spec).iter().flat_map(|place| uncommented_at(inputs, place)) {
            if !all.iter().any(|one| one.id == measure.id) {
                all.push(measure);
            }
        }
    }
    all
}

/// The texts that a pack prints, each once, in its order.
pub fn notes<'a>(inputs: &Inputs<'a>) -> Vec<&'a Note> {
    let mut all: Vec<&Note> = Vec::new();
    for note in
        inputs.plan.template.blocks.iter().flat_map(|spec| places(inputs, spec)).flat_map(|one| one.notes)
    {
        if !all.iter().any(|one| std::ptr::eq(*one, note)) {
            all.push(note);
        }
    }
    all
}

fn title(inputs: &Inputs<'_>, note: &Note) -> String {
    match &note.about {
        About::Priority(priority) => priority.title.to_owned(),
        About::Measure(id) => {
            inputs.catalogue.get(id).map_or_else(|| id.clone(), |measure| measure.title.clone())
        }
    }
}

/// Who wrote a text, and when.
fn signature(note: &Note) -> String {
    let day = note.date.map(|day| format!(", {}", long_date(day))).unwrap_or_default();
    let example = if note.example { " Example text, made up for the demonstration." } else { "" };
    format!("{}{day}.{example}", note.author)
}

fn text(inputs: &Inputs<'_>, place: &Place<'_>, note: &Note) -> Vec<Block> {
    let anchor = format!("commentary-{}-{}", place.name, note.about.name().to_lowercase());
    let mut blocks = vec![
        Block::Heading {
            level: Level::Two,
            text: format!("{}: commentary", title(inputs, note)),
            anchor: Anchor(anchor.clone()),
        },
        Block::text(Prose::Note, signature(note)),
    ];
    for (part, passages) in &note.parts {
        blocks.push(Block::Heading {
            level: Level::Three,
            text: part.title().to_owned(),
            anchor: Anchor(format!("{anchor}-{}", slug(part.title()))),
        });
        for passage in passages {
            blocks.push(match passage {
                Passage::Paragraph(words) => {
                    Block::Paragraph { prose: Prose::Body, text: inline(inputs, words) }
                }
                Passage::Quotation(words) => {
                    let quoted = |mark: &str| Inline::Text(mark.to_owned());
                    let text = std::iter::once(quoted("“")).chain(inline(inputs, words)).chain([quoted("”")]);
                    Block::Paragraph { prose: Prose::Body, text: text.collect() }
                }
                Passage::Points(points) => {
                    Block::List(points.iter().map(|words| inline(inputs, words)).collect())
                }
            });
            blocks.extend(written_when(inputs, note, passage));
        }
    }
    blocks
}

/// What the figures of a passage were when it was written, where they are others now; for the council's own managers.
fn written_when(inputs: &Inputs<'_>, note: &Note, passage: &Passage) -> Option<Block> {
    if inputs.figures.profile() != Profile::Internal {
        return None;
    }
    let mut told_of: Vec<String> = Vec::new();
    for one in passage.words().iter().flat_map(|words| moved(note, words, &inputs.told())) {
        let Some(then) = one.then else { continue };
        let name = inputs.catalogue.get(&one.measure).map_or(one.measure.as_str(), |measure| &measure.short);
        let period = one.id.rsplit_once('@').map_or("", |(_, period)| period);
        let words = format!("Written when “{name}” in {period} was {then}; it is now {}.", one.now);
        if !told_of.contains(&words) {
            told_of.push(words);
        }
    }
    (!told_of.is_empty()).then(|| Block::text(Prose::Note, told_of.join(" ")))
}

/// Running text, its figures put in.
fn inline(inputs: &Inputs<'_>, words: &Words) -> Vec<Inline> {
    let mut text: Vec<Inline> = words
        .pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text, _) => Inline::Text(text.clone()),
            Piece::Strong(text, _) => Inline::Strong(text.clone()),
            Piece::Web { text, url } => Inline::Web { text: text.clone(), url: url.clone() },
            // A figure that the pack has not is told before any pack is made.
            Piece::Figure(placeholder) => {
                Inline::Text(inputs.told().words(placeholder).unwrap_or_else(|| "[x]".to_owned()))
            }
        })
        .collect();
    // Between two paragraphs of a point stands a space; after the last of them there is nothing to part.
    if let Some(Inline::Text(last)) = text.last_mut() {
        last.truncate(last.trim_end().len());
    }
    text
}

/// The same as plain words, with the addresses of links.
fn plain(inputs: &Inputs<'_>, words: &Words) -> String {
    inline(inputs, words)
        .into_iter()
        .map(|one| match one {
            Inline::Web { text, url } => format!("{text} ({url})"),
            one => one.words().to_owned(),
        })
        .collect()
}

/// Every text of the pack, a passage a row, for the workbook; `None` where it has none.
pub(super) fn table(inputs: &Inputs<'_>) -> Option<Table> {
    let mut rows = Vec::new();
    for note in notes(inputs) {
        for (part, passage) in
            note.parts.iter().flat_map(|(part, all)| all.iter().map(move |one| (part, one)))
        {
            for words in passage.words() {
                rows.push(Row {
                    cells: vec![
                        Cell::text(title(inputs, note)),
                        Cell::text(part.title()),
                        Cell::text(plain(inputs, words)),
                        Cell::text(signature(note)),
                    ],
                });
            }
        }
    }
    (!rows.is_empty()).then(|| Table {
        caption: "Commentary".to_owned(),
        columns: vec![
            column("About", Align::Start, 30),
            column("Part", Align::Start, 26),
            column("In words", Align::Start, 100),
            column("Written by", Align::Start, 50),
        ],
        rows,
        notes: Vec::new(),
    })
}
