//! From a template's fields to a [`Template`], noting every fault on the way.

use std::sync::Arc;

use super::model::{
    BlockKind, BlockSpec, Calendar, Detail, InTable, Lettering, Materiality, Profile, Reports, Selection,
    Template,
};
use super::spoken_parse;
use crate::breakdown::Breakdown;
use crate::diagnostic::{Diagnostics, Source, nearest};
use crate::fields::{Asked, Fields, FileReader, Located};
use crate::kpi::{Catalogue, STRATEGIES, Tier, lines, priorities};

/// The longest history a template may ask for, in periods.
pub(super) const LONGEST_HISTORY: i64 = 60;

/// The most pages that a template may allow.
pub(super) const LONGEST_PACK: u32 = 500;

pub(super) fn template(
    id: &str,
    source: &Arc<Source>,
    catalogue: &Catalogue,
) -> (Option<Template>, Diagnostics) {
    FileReader::new(Arc::clone(source)).read(|fields| read(id, fields, catalogue))
}

/// Every field that reading a template asks for: what the file's schema must tell of.
pub fn asked(source: &Arc<Source>) -> Asked {
    FileReader::new(Arc::clone(source)).asked(|fields| read("", fields, &Catalogue::default()))
}

fn read(id: &str, fields: &Fields<'_>, catalogue: &Catalogue) -> Option<Template> {
    let title = fields.required_text("title", "the pack's title");
    let audience = fields.required_text("audience", "who the pack is for");
    let purpose = fields.required_text("purpose", "what the pack answers, in a sentence or two");
    let profile = fields.required_one_of("profile", &Profile::ALL);
    let calendar = fields.required_one_of("calendar", &Calendar::ALL);
    let reports = fields.required_one_of("period", &Reports::ALL);
    let history = fields.integer("history");
    let history = match history {
        None => Some(13),
        Some(number) if (1..=LONGEST_HISTORY).contains(&number.value) => u32::try_from(number.value).ok(),
        Some(number) => {
            fields
                .fault("template::history", number.span, format!("`history` cannot be {}", number.value))
                .hint(format!("a number of periods from 1 to {LONGEST_HISTORY}"));
            None
        }
    };
    let pages = fields.integer("pages").and_then(|number| {
        let pages = u32::try_from(number.value).ok().filter(|pages| (1..=LONGEST_PACK).contains(pages));
        if pages.is_none() {
            fields
                .fault("template::pages", number.span, format!("`pages` cannot be {}", number.value))
                .hint(format!("the most pages that the pack is meant to have, from 1 to {LONGEST_PACK}"));
        }
        pages
    });
    let materiality = fields.table("materiality").map(|table| materiality(&table)).unwrap_or_default();
    let lettering = fields.one_of("type", &Lettering::ALL);
    let mut blocks = Vec::new();
    let mut once: Vec<BlockKind> = Vec::new();
    let mut topics: Vec<String> = Vec::new();
    for block in fields.tables("block") {
        let span = block.span();
        let Some(spec) = read_block(&block, profile.as_ref().map(|one| one.value), (catalogue, &mut topics))
        else {
            continue;
        };
        let repeatable = matches!(
            spec.kind,
            BlockKind::Section
                | BlockKind::PrioritySections
                | BlockKind::Commitments
                | BlockKind::Breakdown
                | BlockKind::YouSaidWeDid
                | BlockKind::CareLeavers
        );
        if !repeatable && once.contains(&spec.kind) {
            let name =
                BlockKind::ALL.iter().find(|(_, kind)| *kind == spec.kind).map_or("", |(name, _)| name);
            block
                .fault("template::duplicate-block", span.clone(), format!("a second block `{name}`"))
                .hint("a pack has one of these: leave one of them out");
        } else if blocks.contains(&spec) {
            block
                .fault("template::duplicate-block", span, "the same block stands here twice")
                .hint("leave one of them out");
        }
        once.push(spec.kind);
        blocks.push(spec);
    }
    if blocks.is_empty() {
        fields
            .fault(
                "template::no-block",
                fields.span().start..fields.span().start,
                "the template has no block",
            )
            .hint("add [[block]] with a kind");
    }
    Some(Template {
        id: id.to_owned(),
        title: title?.value,
        audience: audience?.value,
        purpose: purpose?.value,
        profile: profile?.value,
        calendar: calendar?.value,
        reports: reports?.value,
        history: history?,
        pages,
        lettering: lettering.map_or(Lettering::Standard, |one| one.value),
        blocks,
        materiality,
        source: Arc::clone(fields.file().source()),
    })
}

/// The largest number that a figure may move unsaid.
pub(super) const LARGEST_MATERIALITY: i64 = 100;

fn materiality(table: &Fields<'_>) -> Materiality {
    let usual = Materiality::default();
    let number = |key: &str, least: i64, usual: i64| match table.integer(key) {
        None => usual,
        Some(number) if (least..=LARGEST_MATERIALITY).contains(&number.value) => number.value,
        Some(number) => {
            table
                .fault("template::materiality", number.span, format!("`{key}` cannot be {}", number.value))
                .hint(format!("a whole number from {least} to {LARGEST_MATERIALITY}"));
            usual
        }
    };
    let read =
        Materiality { points: number("points", 0, usual.points), count: number("count", 1, usual.count) };
    table.refuse_unknown();
    read
}

fn read_block(
    block: &Fields<'_>,
    profile: Option<Profile>,
    (catalogue, topics): (&Catalogue, &mut Vec<String>),
) -> Option<BlockSpec> {
    let kind = block.required_one_of("kind", &BlockKind::ALL);
    let title = block.text("title");
    let lead = block.text("lead");
    let select = block.table("select").map(|select| selection(&select, catalogue));
    let charts = tiers(block, "chart");
    let chart_ids = block.texts("chart-id");
    for id in &chart_ids {
        known(block, id, "measure", catalogue.names());
    }
    let by = breakdowns(block, profile);
    let strategy = block.text("strategy");
    let detail = block.one_of("detail", &Detail::ALL).map_or(Detail::Full, |detail| detail.value);
    let table = block.one_of("table", &InTable::ALL).map_or(InTable::All, |table| table.value);
    let lines = block.boolean("strategy-lines").unwrap_or(true);
    let voice = block.boolean("voice").unwrap_or(false);
    let brief = block.boolean("brief").unwrap_or(false);
    let depth = block.integer("depth").map_or(Some(2), |number| {
        let depth = u8::try_from(number.value).ok().filter(|depth| (1..=2).contains(depth));
        if depth.is_none() {
            block
                .fault("template::depth", number.span, format!("`depth` cannot be {}", number.value))
                .hint("1: sections only; 2: sections and their parts");
        }
        depth
    });
    let commentary = block.boolean("commentary").unwrap_or(false);
    let actions = block.boolean("actions").unwrap_or(false);
    let attention = block.boolean("attention").unwrap_or(false);
    let spoken = spoken_parse::read(block, kind.as_ref().map(|kind| kind.value), catalogue, topics);
    block.refuse_unknown();
    let kind = kind?;
    if kind.value.is_internal() && profile.is_some_and(|profile| profile != Profile::Internal) {
        block
            .fault("template::internal-block", kind.span, "the block shows people one by one")
            .hint("it stands in a pack with profile = \"internal\" alone: leave it out here");
    }
    let kind = kind.value;
    if kind == BlockKind::Breakdown && !block.has("by") {
        block
            .fault("template::by", block.span(), "a breakdown needs `by`")
            .hint("by = [\"age\", \"sex\"]; the groupings are ".to_owned() + &breakdown_names());
    }
    if let Some(strategy) = &strategy {
        known(block, strategy, "strategy", STRATEGIES.iter().map(|one| one.id));
    }
    if kind == BlockKind::PrioritySections && strategy.is_none() {
        block
            .fault("template::strategy", block.span(), "a block of priority sections needs `strategy`")
            .hint("strategy = \"children-looked-after\" or \"care-leavers\"");
    }
    if title.is_none() && !matches!(kind, BlockKind::Cover | BlockKind::PrioritySections) {
        block
            .fault("template::title", block.span(), "the block has no `title`")
            .hint("the heading that readers see");
    }
    Some(BlockSpec {
        kind,
        title: title.map(|text| text.value).unwrap_or_default(),
        lead: lead.map(|text| text.value),
        select: select.unwrap_or_else(|| default_selection(kind)),
        charts,
        chart_ids: chart_ids.into_iter().map(|id| id.value).collect(),
        by,
        strategy: strategy.map(|text| text.value),
        detail,
        table,
        lines,
        voice,
        brief,
        depth: depth?,
        commentary,
        actions,
        attention,
        spoken,
    })
}

/// The headlines, for blocks that would be long with every measure.
fn default_selection(kind: BlockKind) -> Selection {
    match kind {
        BlockKind::Breakdown | BlockKind::Exceptions => {
            Selection { tiers: vec![Tier::Core], ..Selection::default() }
        }
        _ => Selection::default(),
    }
}

fn breakdown_names() -> String {
    Breakdown::ALL.map(|(name, _)| name).join(", ")
}

/// The groupings that a block asks for; those of the council's own organisation for its own managers alone.
fn breakdowns(block: &Fields<'_>, profile: Option<Profile>) -> Vec<Breakdown> {
    let mut all = Vec::new();
    for word in block.texts("by") {
        match Breakdown::ALL.iter().find(|(name, _)| *name == word.value) {
            None => known(block, &word, "breakdown", Breakdown::ALL.iter().map(|(name, _)| *name)),
            Some((name, one))
                if one.is_internal() && profile.is_some_and(|profile| profile != Profile::Internal) =>
            {
                block
                    .fault(
                        "template::internal-breakdown",
                        word.span,
                        format!("`{name}` is of the council's own organisation"),
                    )
                    .hint("it stands in a pack with profile = \"internal\" alone: leave it out here");
            }
            Some((name, one)) if all.contains(one) => {
                block
                    .fault("template::breakdown-twice", word.span, format!("`{name}` stands here twice"))
                    .hint("leave one of them out");
            }
            Some((_, one)) => all.push(*one),
        }
    }
    all
}

fn selection(select: &Fields<'_>, catalogue: &Catalogue) -> Selection {
    let tiers = tiers(select, "tier");
    let ids = select.texts("id");
    for id in &ids {
        known(select, id, "measure", catalogue.names());
    }
    let chosen = select.texts("priority");
    let all: Vec<String> = priorities().iter().map(crate::kpi::Priority::reference).collect();
    for one in &chosen {
        known(select, one, "priority", all.iter().map(String::as_str));
    }
    let references = select.texts("line");
    for one in &references {
        known(select, one, "line", lines().iter().map(|line| line.reference));
    }
    let context = select.boolean("context").unwrap_or(false);
    select.refuse_unknown();
    let values = |list: Vec<Located<String>>| list.into_iter().map(|one| one.value).collect();
    Selection { tiers, ids: values(ids), priorities: values(chosen), lines: values(references), context }
}

fn tiers(fields: &Fields<'_>, key: &str) -> Vec<Tier> {
    let mut tiers = Vec::new();
    for word in fields.texts(key) {
        match Tier::ALL.iter().find(|(name, _)| *name == word.value) {
            Some((_, tier)) => tiers.push(*tier),
            None => {
                known(fields, &word, "tier", Tier::ALL.iter().map(|(name, _)| *name));
            }
        }
    }
    tiers
}

/// Makes an unknown name a fault, with the nearest known one.
pub(super) fn known<'n>(
    fields: &Fields<'_>,
    name: &Located<String>,
    what: &str,
    all: impl Iterator<Item = &'n str>,
) {
    let all: Vec<&str> = all.collect();
    if all.contains(&name.value.as_str()) {
        return;
    }
    let hint = match nearest(&name.value, all.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if all.len() <= 20 => format!("one of {}", all.join(", ")),
        None => "`boardpack list` names the measures".to_owned(),
    };
    fields
        .fault("template::unknown-name", name.span.clone(), format!("no {what} `{}`", name.value))
        .hint(hint);
}
