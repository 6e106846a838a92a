//! Quarterly KPI reporting for councils' children looked after and care leavers services.
//!
//! ```text
//! kpis/*.toml ──────► kpi ───────┐
//! snapshot.sqlite ──► snapshot ──┼─► compute ─► assess ─► protect ─► pack ─► write/{pdf,xlsx,csv}
//! report-templates ─► template ──┘                           chart ──▲
//! leaves anyone may use: diagnostic · calendar · quantity    shell on top: cli
//! ```
//!
//! Which module may name which; a test reads every path of every file against this table:
//!
//! ```text,arrows
//! calendar:
//! quantity:
//! diagnostic:
//! fields: calendar diagnostic
//! kpi: calendar diagnostic fields
//! template: calendar diagnostic fields kpi
//! workspace: diagnostic fields kpi template
//! snapshot: calendar diagnostic
//! plan: calendar kpi template
//! disclosure: diagnostic
//! compute: calendar diagnostic fields kpi snapshot
//! assess: calendar compute kpi quantity
//! protect: assess calendar compute kpi quantity snapshot template
//! chart:
//! pack: calendar chart fields kpi plan protect quantity template
//! write: chart pack quantity
//! cli: assess calendar compute diagnostic disclosure kpi pack plan protect snapshot template workspace write
//! ```

pub mod assess;
pub mod calendar;
pub mod chart;
pub mod cli;
pub mod compute;
pub mod diagnostic;
pub mod disclosure;
pub mod fields;
pub mod kpi;
pub mod pack;
pub mod plan;
pub mod protect;
pub mod quantity;
pub mod snapshot;
pub mod template;
pub mod workspace;
pub mod write;
