//! Quarterly KPI reporting for councils' children looked after and care leavers services.
//!
//! ```text
//! kpis/*.toml ──────► kpi ───────┐
//! snapshot.sqlite ──► snapshot ──┼─► compute ─► assess ─► protect ─► pack ─► write/{pdf,xlsx,csv}
//! report-templates ─► template ──┘                           chart ──▲
//! leaves anyone may use: diagnostic · calendar · quantity · fields · shape    shell on top: cli
//! ```

pub mod assess;
pub mod calendar;
pub mod chart;
pub mod cli;
pub mod compute;
pub mod diagnostic;
pub mod dictionary;
pub mod explain;
pub mod fields;
pub mod kpi;
pub mod pack;
pub mod plan;
pub mod protect;
pub mod quantity;
pub mod shape;
pub mod snapshot;
pub mod template;
pub mod workspace;
pub mod write;
