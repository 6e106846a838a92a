//! Quarterly KPI reporting for councils' children looked after and care leavers services.
//!
//! ```text
//! kpis/*.toml ──────► kpi ───────┐
//! snapshot.sqlite ──► snapshot ──┼─► compute ─► assess ─► protect ─► pack ─► write/{pdf,xlsx,html,csv}
//! report-templates ─► template ──┘                           chart ──▲
//! leaves anyone may use: diagnostic · calendar · quantity · rule · fields · shape · statistics · spc    shell on top: cli
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
//! statistics: quantity
//! spc: calendar statistics
//! fields: calendar diagnostic
//! benchmark: calendar quantity
//! kpi: calendar diagnostic fields rule shape
//! template: calendar diagnostic fields kpi shape
//! target: calendar diagnostic fields kpi quantity
//! workspace: diagnostic disclosure fields kpi rule shape target template
//! snapshot: calendar diagnostic rule
//! disclosure: diagnostic
//! plan: calendar kpi target template
//! compute: calendar diagnostic fields kpi snapshot
//! assess: benchmark calendar compute kpi quantity spc statistics target
//! protect: assess calendar compute disclosure kpi quantity snapshot template
//! chart: calendar spc
//! pack: benchmark calendar chart disclosure kpi plan protect quantity template
//! write: chart markup pack quantity
//! explain: calendar compute fields kpi pack protect quantity
//! dictionary: calendar compute kpi markup
//! cli: assess benchmark calendar chart compute diagnostic dictionary disclosure explain kpi pack plan protect rule snapshot spc statistics target template workspace write
//! ```

pub mod assess;
pub mod benchmark;
pub mod calendar;
pub mod chart;
pub mod cli;
pub mod compute;
pub mod diagnostic;
pub mod dictionary;
pub mod disclosure;
pub mod explain;
pub mod fields;
pub mod kpi;
pub mod markup;
pub mod pack;
pub mod plan;
pub mod protect;
pub mod quantity;
pub mod rule;
pub mod shape;
pub mod snapshot;
pub mod spc;
pub mod statistics;
pub mod target;
pub mod template;
pub mod workspace;
pub mod write;
