//! What a template may hold, with the words that explain each field.

use serde_json::Value;

use super::model::{BlockKind, Calendar, Detail, InTable, Lettering, Materiality, Profile, Reports};
use super::parse::{LARGEST_MATERIALITY, LONGEST_HISTORY, LONGEST_PACK};
use super::spoken::{Theme, Voice};
use super::spoken_parse::{LINES, MOST_LINES, PROMISES};
use crate::breakdown::Breakdown;
use crate::kpi::{Priority, STRATEGIES, Tier, lines, priorities};
use crate::shape::{Field, Kind, Need, Shape, field, one_of, words};

/// The JSON Schema of a template.
pub fn schema() -> Value {
    shape().document(
        "A report template of boardpack",
        "One pack: for whom, when, and its blocks in order. The file's name is its id.",
    )
}

/// The fields of a template.
pub fn shape() -> Shape {
    let tiers: Vec<String> = Tier::ALL.iter().map(|(word, _)| (*word).to_owned()).collect();
    let select = Shape::of([
        field("tier", Kind::SomeOf(tiers.clone()), "Tiers; left out: all."),
        field("id", Kind::Texts, "Ids of measures; left out: all."),
        field(
            "priority",
            Kind::SomeOf(priorities().iter().map(Priority::reference).collect()),
            "Priorities, as CLA-1; left out: all.",
        ),
        field(
            "line",
            Kind::SomeOf(lines().iter().map(|line| line.reference.to_owned()).collect()),
            "References of the strategies' lines, as CLA-1.3; left out: all.",
        ),
        field("context", Kind::Boolean, "Only measures that stand under no priority.")
            .limit("default", false),
    ]);
    let mut block = Shape::of([
        one_of("kind", &BlockKind::ALL, "What the block is.").required(),
        field("title", Kind::Text, "The heading that readers see; a cover and priority sections need none."),
        field("lead", Kind::Text, "The sentence under the heading."),
        field(
            "select",
            Kind::Table(select),
            "Which measures stand in the block: those that meet every condition. Left out: all; of a breakdown and of exceptions the headlines.",
        ),
        field("chart", Kind::SomeOf(tiers), "Tiers whose measures have a chart."),
        field("chart-id", Kind::Texts, "Ids of measures that have a chart besides."),
        field(
            "by",
            Kind::SomeOf(Breakdown::ALL.iter().map(|(name, _)| (*name).to_owned()).collect()),
            "By what the measures of a breakdown are broken down; team and provider in internal packs alone.",
        ),
        field(
            "strategy",
            Kind::OneOf(STRATEGIES.iter().map(|one| one.id.to_owned()).collect()),
            "The strategy whose priorities a block of priority sections goes through.",
        ),
        one_of("detail", &Detail::ALL, "How measures with a chart stand in a section: over the whole width with every number, or as cards two in a row.")
            .limit("default", "full"),
        one_of("table", &InTable::ALL, "Which measures of a section stand in its table: all, or those without a chart of their own.")
            .limit("default", "all"),
        field("strategy-lines", Kind::Boolean, "Whether each priority begins with the strategy's own lines and what answers them.")
            .limit("default", true),
        field("voice", Kind::Boolean, "Whether what children and young people said stands in a table of its own, with who answered.")
            .limit("default", false),
        field("brief", Kind::Boolean, "Whether definitions say only what is counted, out of what and when.")
            .limit("default", false),
        field("depth", Kind::Integer, "How many levels of headings the contents name.")
            .limit("minimum", 1)
            .limit("maximum", 2)
            .limit("default", 2),
        field("commentary", Kind::Boolean, "Whether each section shows what is written about its measures.")
            .limit("default", false),
        field("actions", Kind::Boolean, "Whether each section shows the actions on its measures.")
            .limit("default", false),
        field(
            "attention",
            Kind::Boolean,
            "Of promises, whether only those stand in the block that are at risk, late or overdue.",
        )
        .limit("default", false),
    ]);
    block.fields.extend(spoken());
    let kinds = |wanted: fn(BlockKind) -> bool| {
        BlockKind::ALL.iter().filter(|(_, kind)| wanted(*kind)).map(|(name, _)| *name).collect()
    };
    block.needs = vec![
        Need {
            when: "kind",
            holds: kinds(|kind| !matches!(kind, BlockKind::Cover | BlockKind::PrioritySections)),
            needed: "title",
        },
        Need { when: "kind", holds: kinds(|kind| kind == BlockKind::PrioritySections), needed: "strategy" },
        Need { when: "kind", holds: kinds(|kind| kind == BlockKind::Breakdown), needed: "by" },
        Need {
            when: "kind",
            holds: kinds(|kind| matches!(kind, BlockKind::YouSaidWeDid | BlockKind::CareLeavers)),
            needed: "topic",
        },
        Need { when: "kind", holds: kinds(|kind| kind == BlockKind::Words), needed: "word" },
        Need { when: "kind", holds: kinds(|kind| kind == BlockKind::Questions), needed: "question" },
    ];
    Shape::of([
        words("title", "The pack's title."),
        words("audience", "Who the pack is for."),
        words("purpose", "What the pack answers, in a sentence or two."),
        one_of("profile", &Profile::ALL, "Who may see what it shows.").required(),
        one_of("calendar", &Calendar::ALL, "When it is due.").required(),
        one_of("period", &Reports::ALL, "Which period it reports on.").required(),
        field("history", Kind::Integer, "How many periods of history, the one reported on included.")
            .limit("default", 13)
            .limit("minimum", 1)
            .limit("maximum", LONGEST_HISTORY),
        field(
            "pages",
            Kind::Integer,
            "The most pages that the pack is meant to have; a build says when it has more.",
        )
        .limit("minimum", 1)
        .limit("maximum", LONGEST_PACK),
        field(
            "materiality",
            Kind::Table(materiality()),
            "How far a published figure moves before the pack says that it was restated.",
        ),
        one_of("type", &Lettering::ALL, "How large it is printed: large is nothing under 14 points.")
            .limit("default", "standard"),
        field("block", Kind::Tables(block), "The blocks, in order.").required().limit("minItems", 1),
    ])
}

/// The fields of `materiality`.
fn materiality() -> Shape {
    let usual = Materiality::default();
    let number = |name, least: i64, usual: i64, words| {
        field(name, Kind::Integer, words)
            .limit("default", usual)
            .limit("minimum", least)
            .limit("maximum", LARGEST_MATERIALITY)
    };
    Shape::of([
        number("points", 0, usual.points, "Shares: so many percentage points or more; 0: every difference."),
        number("count", 1, usual.count, "Counts: so many or more."),
    ])
}

/// What a block says to young people.
fn spoken() -> Vec<Field> {
    let topic = Shape::of([
        words("id", "A name of the topic; open-meeting.toml says by it what will be done."),
        one_of("from", &Voice::ALL, "Who said it.").required(),
        words("said", "What was said or promised, in a sentence."),
        one_of("theme", &Theme::ALL, "What it is about: its picture.").required(),
        field("measure", Kind::Texts, "Ids of the measures that answer it; none: it is not measured yet."),
    ]);
    let promise = Shape::of([
        field("number", Kind::Integer, "Its number in the pledge.")
            .required()
            .limit("minimum", 1)
            .limit("maximum", PROMISES),
        words("words", "The promise in plain words; told where no measure speaks to it."),
    ]);
    let word = Shape::of([
        words("word", "The word as it stands in the texts."),
        words("means", "What it means, in short sentences; printed where the word occurs."),
    ]);
    vec![
        field("topic", Kind::Tables(topic), "What was said or promised, with the measures that answer it."),
        field("promise", Kind::Tables(promise), "Promises of the pledge that may have no measure."),
        field("word", Kind::Tables(word), "Hard words and what they mean."),
        field("question", Kind::Texts, "Questions with room to write below each."),
        field("lines", Kind::Integer, "Lines to write on below each question.")
            .limit("default", LINES)
            .limit("minimum", 1)
            .limit("maximum", MOST_LINES),
    ]
}
