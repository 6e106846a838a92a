//! Quarterly KPI reporting for councils' children looked after and care leavers services.
//!
//! ```text
//! kpis/*.toml ──────► kpi ───────┐
//! snapshot.sqlite ──► snapshot ──┼─► compute ─► assess ─► protect ─► pack ─► write/{pdf,xlsx,html,csv}
//! report-templates ─► template ──┘                           chart ──▲
//! commentary/P/*.md ─► commentary   actions.toml ─► action   commitments.toml ─► commitment   (all three: to pack)
//! leaves anyone may use: diagnostic · calendar · quantity · rule · fields · shape · plain · statistics · spc    shell on top: cli
//! ```
//!
//! Which module may name which; a test reads every path of every file against this table:
//!
//! ```text,arrows
//! calendar:
//! quantity:
//! diagnostic:
//! shape:
//! rule:
//! markup:
//! plain:
//! statistics: quantity
//! spc: calendar statistics
//! fields: calendar diagnostic
//! benchmark: calendar quantity
//! kpi: calendar diagnostic fields rule shape
//! template: breakdown calendar diagnostic fields kpi shape
//! target: calendar diagnostic fields kpi quantity
//! meeting: calendar diagnostic fields plain shape
//! workspace: action commentary commitment diagnostic disclosure fields kpi meeting rule shape target template
//! snapshot: calendar diagnostic rule
//! disclosure: diagnostic
//! breakdown: calendar kpi
//! due: calendar fields kpi snapshot
//! key: diagnostic
//! written: calendar diagnostic quantity template
//! ledger: breakdown calendar diagnostic quantity template written
//! scrutiny: benchmark breakdown calendar disclosure kpi ledger template written
//! plan: breakdown calendar kpi target template
//! compute: breakdown calendar diagnostic fields kpi snapshot
//! assess: benchmark calendar compute kpi quantity spc statistics target
//! protect: assess benchmark breakdown calendar compute disclosure due key kpi ledger quantity snapshot template written
//! chart: calendar spc
//! commitment: calendar diagnostic fields kpi shape
//! action: calendar diagnostic fields kpi shape
//! commentary: calendar diagnostic fields kpi protect quantity shape statistics template
//! pack: action benchmark breakdown calendar chart commentary commitment disclosure due kpi meeting plain plan protect quantity template
//! write: calendar chart disclosure markup pack quantity template
//! explain: calendar compute fields kpi pack protect quantity
//! dictionary: calendar compute kpi markup
//! cli: action assess benchmark breakdown calendar chart commentary commitment compute diagnostic dictionary disclosure due explain key kpi ledger meeting pack plan protect quantity rule scrutiny snapshot spc statistics target template workspace write written
//! ```

pub mod action;
pub mod assess;
pub mod benchmark;
pub mod breakdown;
pub mod calendar;
pub mod chart;
pub mod cli;
pub mod commentary;
pub mod commitment;
pub mod compute;
pub mod diagnostic;
pub mod dictionary;
pub mod disclosure;
pub mod due;
pub mod explain;
pub mod fields;
pub mod key;
pub mod kpi;
pub mod ledger;
pub mod markup;
pub mod meeting;
pub mod pack;
pub mod plain;
pub mod plan;
pub mod protect;
pub mod quantity;
pub mod rule;
pub mod scrutiny;
pub mod shape;
pub mod snapshot;
pub mod spc;
pub mod statistics;
pub mod target;
pub mod template;
pub mod workspace;
pub mod write;
pub mod written;
