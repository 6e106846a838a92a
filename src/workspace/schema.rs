//! What `boardpack.toml` may hold, with the words that explain each field.

use serde_json::Value;

use crate::disclosure::{Partners, Policy};
use crate::rule::Rule;
use crate::shape::{Kind, Shape, field};
use crate::template::Calendar;

/// The JSON Schema of `boardpack.toml`.
pub fn schema() -> Value {
    shape().document("A workspace of boardpack", "A council's settings; every key has a default.")
}

/// The fields of `boardpack.toml`.
pub fn shape() -> Shape {
    let path = |name, default: &'static str, words: &str| {
        field(name, Kind::Text, words).limit("default", default).limit("pattern", r"\S")
    };
    let paths = Shape::of([
        path("kpis", "kpis", "Own measure files; one with a built-in id replaces it."),
        path("report-templates", "report-templates", "Own packs; one with a built-in id replaces it."),
        path("snapshots", "snapshots", "Snapshots, the latest one taken where none is named."),
        path("packs", "packs", "Where packs are written, a folder a period."),
        field(
            "key",
            Kind::Text,
            "CSV of the council's own numbers for the opaque ids: person_id,own_number. Read for internal packs alone.",
        )
        .limit("pattern", r"\S"),
        path("ledger", "ledger.sqlite", "The ledger: the file that keeps what was published, for good."),
    ]);
    let rules = Rule::ALL.map(|rule| {
        let (least, most) = rule.bounds();
        let words = format!("How many {}.", rule.words());
        field(rule.name(), Kind::Integer, &words)
            .limit("default", rule.default_value())
            .limit("minimum", least)
            .limit("maximum", most)
    });
    let (least, most) = Policy::BOUNDS;
    let disclosure = Shape::of([
        field("k", Kind::Integer, "Counts from 1 to it are hidden in published packs.")
            .limit("default", least)
            .limit("minimum", least)
            .limit("maximum", most),
        field(
            "partners",
            Kind::OneOf(Partners::ALL.map(|(word, _)| word.to_owned()).to_vec()),
            "What packs for partner agencies show: suppressed as for anybody, or, under an agreement to share, every figure, without the people, tables and days behind it.",
        )
        .limit("default", Partners::default().name()),
    ]);
    Shape::of([
        field("council", Kind::Text, "The council's name; left out: the one in the snapshot.")
            .limit("pattern", r"\S"),
        field("la-code", Kind::Text, "The Department for Education's three digits for the council, as 305; a snapshot of another council is refused.")
            .limit("pattern", "^[0-9]{3}$"),
        field("ons-code", Kind::Text, "The Office for National Statistics' code of the council, as E09000006; a snapshot of another council is refused.")
            .limit("pattern", "^E[0-9]{8}$"),
        field(
            "calendar",
            Kind::Map(Box::new(Kind::OneOf(Calendar::ALL.map(|(word, _)| word.to_owned()).to_vec()))),
            "When packs fall due where the council's boards meet otherwise than the templates say: by the pack's id.",
        ),
        field("disclosure", Kind::Table(disclosure), "What the council has decided of its published packs."),
        field("paths", Kind::Table(paths), "Folders, from the workspace's own folder."),
        field(
            "params",
            Kind::Map(Box::new(Kind::Map(Box::new(Kind::Scalar)))),
            "Parameters of measures, where the council reads a definition otherwise: by the measure's id, then by name.",
        ),
        field(
            "rules",
            Kind::Table(Shape::of(rules)),
            "Rules by which populations are worked out, where the council reads a duty otherwise.",
        ),
    ])
}
