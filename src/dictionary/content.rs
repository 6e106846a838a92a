//! What stands in the dictionary, and in which order.

use super::measure::measure_parts;
use super::model::{Dictionary, Inline, Line, Part, heading, place, plain};
use crate::kpi::{Catalogue, Measure, STRATEGIES, lines, priorities};

/// The dictionary of a catalogue; a council's name stands in the title where there is one.
pub fn dictionary(catalogue: &Catalogue, council: Option<&str>) -> Dictionary {
    let title = match council {
        Some(council) => format!("Measure dictionary: {council}"),
        None => "Measure dictionary".to_owned(),
    };
    let unanswered = lines().iter().filter(|line| measures_of(catalogue, line.reference).is_empty()).count();
    let lead = format!(
        "{} measures about children looked after and care leavers, each as its file defines it. They answer {} of the {} lines by which the strategies say that progress will be known.",
        catalogue.len(),
        lines().len() - unanswered,
        lines().len(),
    );
    Dictionary {
        title,
        lead,
        sections: vec![
            by_priority(catalogue),
            by_line(catalogue),
            without_measure(catalogue),
            measures(catalogue),
        ],
    }
}

/// The name of a measure's place.
pub(super) fn measure_place(measure: &Measure) -> String {
    format!("measure-{}", measure.id)
}

/// The name of a line's place.
pub(super) fn line_place(reference: &str) -> String {
    format!("line-{}", reference.to_lowercase().replace('.', "-"))
}

fn link(measure: &Measure) -> Inline {
    Inline::Link { to: measure_place(measure), text: measure.title.clone() }
}

fn measures_of<'c>(catalogue: &'c Catalogue, reference: &str) -> Vec<&'c Measure> {
    catalogue
        .measures()
        .filter(|measure| measure.answers.iter().any(|answer| answer.value == reference))
        .collect()
}

fn by_priority(catalogue: &Catalogue) -> Vec<Part> {
    let mut parts = vec![place(2, "Measures by priority", "by-priority")];
    let list = |measures: Vec<&Measure>| -> Part {
        if measures.is_empty() {
            return Part::Paragraph(plain("No measure stands here."));
        }
        Part::List(measures.into_iter().map(|one| vec![link(one)]).collect())
    };
    parts.push(heading(3, "Who we look after"));
    parts.push(list(catalogue.measures().filter(|one| one.priorities().is_empty()).collect()));
    for strategy in STRATEGIES {
        parts.push(heading(3, strategy.title));
        for priority in priorities().iter().filter(|one| one.strategy == strategy) {
            parts.push(heading(4, format!("{} {}", priority.reference(), priority.title)));
            parts.push(list(
                catalogue.measures().filter(|one| one.priorities().contains(&priority)).collect(),
            ));
        }
    }
    parts
}

fn by_line(catalogue: &Catalogue) -> Vec<Part> {
    let mut parts = vec![place(2, "Measures by line", "by-line")];
    for strategy in STRATEGIES {
        parts.push(heading(3, strategy.title));
        let rows = lines()
            .iter()
            .filter(|line| line.priority.strategy == strategy)
            .map(|line| {
                let measures = measures_of(catalogue, line.reference);
                let id = line_place(line.reference);
                let reference = vec![Inline::Place { id, text: line.reference.to_owned() }];
                vec![reference, quoted(line.text), links(&measures)]
            })
            .collect();
        parts.push(Part::Table {
            caption: format!("Lines of the {}", strategy.title),
            head: ["Reference", "Line, word for word", "Measures"].map(str::to_owned).to_vec(),
            rows,
        });
    }
    parts
}

fn links(measures: &[&Measure]) -> Line {
    if measures.is_empty() {
        return plain("none");
    }
    let mut line = Line::new();
    for (n, measure) in measures.iter().enumerate() {
        if n > 0 {
            line.push(Inline::Text("; ".to_owned()));
        }
        line.push(link(measure));
    }
    line
}

fn without_measure(catalogue: &Catalogue) -> Vec<Part> {
    let open: Vec<_> =
        lines().iter().filter(|line| measures_of(catalogue, line.reference).is_empty()).collect();
    let words = match open.len() {
        0 => "Every line has a measure.".to_owned(),
        1 => "1 line has no measure yet.".to_owned(),
        number => format!("{number} lines have no measure yet."),
    };
    let mut parts =
        vec![place(2, "Lines without a measure", "without-measure"), Part::Paragraph(plain(words))];
    if !open.is_empty() {
        let rows = open
            .iter()
            .map(|line| {
                let kind = if line.qualitative { "in words" } else { "in numbers" };
                let priority = format!("{} {}", line.priority.reference(), line.priority.title);
                vec![plain(line.reference), plain(priority), plain(kind), quoted(line.text)]
            })
            .collect();
        parts.push(Part::Table {
            caption: "Lines that no measure answers".to_owned(),
            head: ["Reference", "Priority", "To be known", "Line, word for word"].map(str::to_owned).to_vec(),
            rows,
        });
    }
    parts
}

fn measures(catalogue: &Catalogue) -> Vec<Part> {
    let mut parts = vec![place(2, "The measures", "measures")];
    let mut all: Vec<&Measure> = catalogue.measures().collect();
    all.sort_by(|a, b| (&a.title, &a.id).cmp(&(&b.title, &b.id)));
    parts.extend(all.into_iter().map(|measure| Part::Measure(measure_parts(measure))));
    parts
}

pub(super) fn quoted(text: &str) -> Line {
    plain(format!("\u{201c}{text}\u{201d}"))
}
